/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.doctor;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Sizes, times and counts as reports tell them. */
final class Figures {
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  /** UTC, as clusters keep it: a report is read far from where the log was written. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Figures() {}

  /** A size with a tenth, in the largest unit that leaves it at 1 or more. */
  static String size(long bytes) {
    int unit = 0;
    double amount = bytes;
    while (amount >= 1024 && unit < UNITS.length - 1) {
      amount /= 1024;
      unit++;
    }
    return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", amount, UNITS[unit]);
  }

  /** A time in its two largest units. */
  static String duration(long millis) {
    long seconds = millis / 1000;
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
    if (seconds < 3600) {
      return seconds / 60 + " min " + seconds % 60 + " s";
    }
    if (seconds < 86_400) {
      return seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }
    return seconds / 86_400 + " d " + seconds % 86_400 / 3600 + " h";
  }

  /** A moment; "an unknown time" for 0. */
  static String time(long millis) {
    return millis <= 0 ? "an unknown time" : TIME.format(Instant.ofEpochMilli(millis));
  }

  /** A count with its noun, which takes an s. */
  static String count(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  /** What went through an application, in one line. */
  static String volume(Volume volume) {
    StringBuilder text = new StringBuilder();
    text.append(count(volume.tasks(), "task"));
    if (volume.failedTasks() > 0) {
      text.append(" (").append(volume.failedTasks()).append(" failed)");
    }
    text.append(", ").append(size(volume.inputBytes())).append(" read, ");
    text.append(size(volume.shuffleWriteBytes())).append(" shuffled");
    if (volume.diskSpilledBytes() > 0) {
      text.append(", ").append(size(volume.diskSpilledBytes())).append(" spilled to disk");
    }
    return text.toString();
  }
}
