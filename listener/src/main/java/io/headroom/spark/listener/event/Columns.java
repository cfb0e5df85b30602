/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.listener.event;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Named columns of whole numbers as one string: a line for each column, {@code name=7} where all
 * rows have the same number, otherwise {@code name:} and the {@link Vlq} of the first number and
 * then of each one's difference from the one before; the lines deflated (zlib) and in Base64. Event
 * logs are compressed frame by frame with small windows, or not at all (the default before Spark
 * 4.0), so it pays to come compressed.
 *
 * <p>What is damaged is read as far as it goes; what does not come is absent.
 */
final class Columns {
  /** A batch is some hundred kilobytes; a string that inflates to more is not one of ours. */
  private static final int MOST_BYTES = 64 << 20;

  private final Map<String, long[]> byName = new LinkedHashMap<>();

  void put(String name, long[] numbers) {
    byName.put(name, numbers);
  }

  /**
   * A column as far as it is there; empty where it is not.
   *
   * @param rows how many are wanted; a column of one number for all rows is as long as that
   */
  long[] get(String name, int rows) {
    long[] numbers = byName.get(name);
    if (numbers == null) {
      return new long[0];
    }
    return numbers.length > rows ? Arrays.copyOf(numbers, rows) : numbers;
  }

  String write() {
    StringBuilder lines = new StringBuilder();
    byName.forEach(
        (name, numbers) -> {
          lines.append(name);
          if (Arrays.stream(numbers).distinct().count() == 1) {
            lines.append('=').append(numbers[0]);
          } else {
            lines.append(':').append(Vlq.write(differences(numbers)));
          }
          lines.append('\n');
        });
    return Base64.getEncoder()
        .withoutPadding()
        .encodeToString(deflate(lines.toString().getBytes(StandardCharsets.US_ASCII)));
  }

  static Columns read(String text, int rows) {
    Columns columns = new Columns();
    String lines = new String(inflate(decode(text)), StandardCharsets.US_ASCII);
    int begin = 0;
    for (int end = lines.indexOf('\n'); end >= 0; end = lines.indexOf('\n', begin)) {
      columns.readLine(lines.substring(begin, end), rows);
      begin = end + 1;
    }
    // A line without its end was cut: of differences the first ones are good, a single number may
    // lack digits.
    String cut = lines.substring(begin);
    if (cut.indexOf(':') > 0) {
      columns.readLine(cut, rows);
    }
    return columns;
  }

  private void readLine(String line, int rows) {
    int series = line.indexOf(':');
    int constant = line.indexOf('=');
    if (series > 0) {
      byName.put(line.substring(0, series), sums(Vlq.read(line.substring(series + 1), rows)));
    } else if (constant > 0) {
      try {
        long[] numbers = new long[rows];
        Arrays.fill(numbers, Long.parseLong(line.substring(constant + 1)));
        byName.put(line.substring(0, constant), numbers);
      } catch (NumberFormatException e) {
        // No number of ours: the column is absent.
      }
    }
  }

  private static long[] differences(long[] numbers) {
    long[] differences = numbers.clone();
    for (int i = numbers.length - 1; i > 0; i--) {
      differences[i] -= numbers[i - 1];
    }
    return differences;
  }

  private static long[] sums(long[] differences) {
    for (int i = 1; i < differences.length; i++) {
      differences[i] += differences[i - 1];
    }
    return differences;
  }

  private static byte[] decode(String text) {
    // A string cut short may end within a group of four.
    String whole = text.length() % 4 == 1 ? text.substring(0, text.length() - 1) : text;
    try {
      return Base64.getDecoder().decode(whole);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static byte[] deflate(byte[] bytes) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    try {
      // Nearly all of it is small differences, in which longer matches are mere chance.
      deflater.setStrategy(Deflater.FILTERED);
      deflater.setInput(bytes);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 4 + 64);
      byte[] buffer = new byte[8192];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }

  private static byte[] inflate(byte[] bytes) {
    Inflater inflater = new Inflater();
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length * 4);
    try {
      inflater.setInput(bytes);
      byte[] buffer = new byte[8192];
      while (!inflater.finished() && out.size() < MOST_BYTES) {
        int count = inflater.inflate(buffer);
        if (count == 0) {
          break;
        }
        out.write(buffer, 0, count);
      }
    } catch (DataFormatException e) {
      // What came before the damage is good.
    } finally {
      inflater.end();
    }
    return out.toByteArray();
  }
}
