/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.doctor;

import io.headroom.spark.explain.Setting;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lines to paste, as blocks of a page. Of two values for one key only the last pasted would count,
 * so a key stands on a page once, where it was added first. Not thread-safe.
 */
final class PasteBlock {
  private final Map<String, Setting> better = new HashMap<>();
  private final Set<String> keys = new HashSet<>();
  private final List<Setting> waiting = new ArrayList<>();

  /** Settings to stand in for what is added of the same key; the first of a key is kept. */
  void prefer(List<Setting> settings) {
    settings.forEach(setting -> better.putIfAbsent(setting.key(), setting));
  }

  /** Lines for the next block; those whose key was added before are left out. */
  void add(List<Setting> settings) {
    settings.stream()
        .filter(setting -> keys.add(setting.key()))
        .map(setting -> better.getOrDefault(setting.key(), setting))
        .forEach(waiting::add);
  }

  /** Writes what was added since it wrote last; nothing where that is nothing. */
  void writeTo(PrintStream out) {
    if (waiting.isEmpty()) {
      return;
    }
    out.println("```properties");
    for (Setting setting : waiting) {
      // A comment of two lines would be a setting from the second on.
      out.println("# " + setting.why().replaceAll("\\s+", " "));
      out.println(setting.line());
    }
    out.println("```");
    out.println();
    waiting.clear();
  }
}
