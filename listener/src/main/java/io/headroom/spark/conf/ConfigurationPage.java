/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.conf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the reference page of all keys, so that page and code cannot tell different things. */
public final class ConfigurationPage {
  /** The command that writes the page, from the top of the source tree. */
  public static final String COMMAND = "mvn -q -pl listener compile exec:java@configuration-page";

  private static final String HEAD =
      """
      # Configuration

      <!-- Generated from io.headroom.spark.conf.Keys. Do not edit; write it anew with:
           %s -->

      Headroom needs one setting, `spark.plugins=io.headroom.spark.HeadroomPlugin`. Everything below
      is optional and is set like any Spark setting: in `spark-defaults.conf`, with `--conf`, or on the
      `SparkConf` before the session is made. Settings are read once, when the application starts.

      - Sizes and times are written as Spark writes them: a whole number and a unit. Sizes take `b`, `k`,
        `m`, `g`, `t`, `p` (powers of 1024), and a plain number is bytes. Times take `us`, `ms`, `s`,
        `m` or `min`, `h`, `d`, and a plain number is milliseconds.
      - A `spark.headroom.*` key that does not exist, a value that is not allowed, or values that
        contradict each other stop the driver at start, before executors are asked for. The message
        names every such key with its value and what is allowed.
      - Letter case counts in keys, not in values.
      """
          .formatted(COMMAND);

  private ConfigurationPage() {}

  /**
   * Writes the page.
   *
   * @param args the file to write
   * @throws IOException if it cannot be written
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      throw new IllegalArgumentException("Usage: ConfigurationPage <file>");
    }
    Path file = Path.of(args[0]).toAbsolutePath().normalize();
    Files.createDirectories(file.getParent());
    Files.writeString(file, render());
  }

  /** The page as Markdown. */
  public static String render() {
    StringBuilder page = new StringBuilder(HEAD);
    sections()
        .forEach(
            (title, keys) -> {
              page.append("\n## ").append(title).append("\n\n");
              page.append("| key | default | allowed | meaning | since |\n");
              page.append("|---|---|---|---|---|\n");
              keys.forEach(key -> page.append(row(key)));
            });
    return page.toString();
  }

  /** Keys by the first word after the prefix, in documented order. */
  private static Map<String, List<Key<?>>> sections() {
    Map<String, List<Key<?>>> sections = new LinkedHashMap<>();
    for (Key<?> key : Keys.all()) {
      String title = key.name().substring(Key.PREFIX.length()).replaceFirst("\\..*", "");
      sections.computeIfAbsent(title, absent -> new ArrayList<>()).add(key);
    }
    return sections;
  }

  private static String row(Key<?> key) {
    return "| `%s` | %s | %s | %s | %s |\n"
        .formatted(
            key.name(),
            key.defaultText().map(text -> "`" + text + "`").orElse("none"),
            allowed(key),
            key.doc(),
            key.since());
  }

  private static String allowed(Key<?> key) {
    StringBuilder allowed = new StringBuilder(key.allowed());
    for (Rule<?> rule : Rules.all()) {
      if (rule.smaller() == key) {
        allowed.append("; ").append(rule.words()).append(" `").append(rule.larger()).append('`');
      }
    }
    return allowed.toString();
  }
}
