/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

import io.headroom.spark.explain.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What one kind of executor should be given.
 *
 * @param now what is in force
 * @param advised what would be right; equal to {@code now} where nothing is advised
 * @param reasons where each changed figure comes from, in a few words
 */
record Sizing(Grant now, Grant advised, List<String> reasons) {
  Sizing {
    reasons = List.copyOf(reasons);
  }

  static Sizing keep(Grant now) {
    return new Sizing(now, now, List.of());
  }

  boolean changes() {
    return !advised.equals(now);
  }

  /** What each executor would give back; negative where it needs more. */
  long savedBytes() {
    return now.containerBytes() - advised.containerBytes();
  }

  /**
   * Lines to paste; none for a resource profile of the user's code, which no property reaches, and
   * none for what Standalone has no property for.
   */
  List<Setting> settings() {
    List<Setting> settings = new ArrayList<>();
    if (now.profileId() != 0) {
      return settings;
    }
    String sum = "container = " + advised.sum();
    if (advised.heapBytes() != now.heapBytes()) {
      settings.add(
          new Setting("spark.executor.memory", Mebibytes.setting(advised.heapBytes()), sum));
    }
    if (advised.overheadBytes() != now.overheadBytes() && now.asked()) {
      settings.add(
          new Setting(
              "spark.executor.memoryOverhead", Mebibytes.setting(advised.overheadBytes()), sum));
    }
    if (advised.pysparkBytes() != now.pysparkBytes()) {
      settings.add(
          new Setting(
              "spark.executor.pyspark.memory", Mebibytes.setting(advised.pysparkBytes()), sum));
    }
    return settings;
  }

  /** What to do where no property does it; empty where the settings say all. */
  String byHand() {
    if (now.profileId() != 0) {
      return String.format(
          Locale.ROOT,
          "In the code of resource profile %d: new ExecutorResourceRequests().memory(\"%s\")"
              + ".memoryOverhead(\"%s\")%s.",
          now.profileId(),
          Mebibytes.setting(advised.heapBytes()),
          Mebibytes.setting(advised.overheadBytes()),
          advised.pysparkBytes() > 0
              ? ".pysparkMemory(\"" + Mebibytes.setting(advised.pysparkBytes()) + "\")"
              : "");
    }
    return !now.asked() && advised.overheadBytes() != now.overheadBytes()
        ? String.format(
            Locale.ROOT,
            "Standalone has no property for what is beside the heap: give each executor's cgroup"
                + " %d MiB.",
            Mebibytes.whole(advised.containerBytes()))
        : "";
  }
}
