/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Captured kernel logs, as dmesg prints them: {@code [ 178.353772] text}. */
final class KernelLogFixture {
  private static final Pattern LINE = Pattern.compile("\\[ *([0-9]+\\.[0-9]{6})\\] (.*)");

  private KernelLogFixture() {}

  static List<KmsgRecord> records(String name) {
    return FixtureHost.read(Path.of("src/test/resources/kernel-log").resolve(name))
        .lines()
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .map(
            line ->
                new KmsgRecord(
                    new BigDecimal(line.group(1)).movePointRight(6).longValueExact(),
                    line.group(2)))
        .toList();
  }
}
