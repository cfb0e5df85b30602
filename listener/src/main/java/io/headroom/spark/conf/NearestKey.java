/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.conf;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the key that was probably meant. Better no answer than a misleading one. */
final class NearestKey {
  private NearestKey() {}

  /**
   * The one name that ends in the same word ({@code spark.headroom.gateThreshold} for {@code
   * spark.headroom.memory.gateThreshold}), else the name that is fewest edits away, if that is no
   * more than a third of its length after the prefix. Letter case does not count.
   */
  static Optional<String> of(String unknown, List<String> known) {
    String lastWord = lastWord(unknown);
    List<String> sameEnd = known.stream().filter(name -> lastWord(name).equals(lastWord)).toList();
    if (sameEnd.size() == 1) {
      return Optional.of(sameEnd.get(0));
    }
    return known.stream()
        .filter(name -> 3 * edits(unknown, name) <= afterPrefix(name).length())
        .min(Comparator.comparingInt(name -> edits(unknown, name)));
  }

  private static String lastWord(String name) {
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  private static String afterPrefix(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.startsWith(Key.PREFIX) ? lower.substring(Key.PREFIX.length()) : lower;
  }

  /** Insertions, deletions and replacements from one name to the other (Levenshtein). */
  private static int edits(String unknown, String name) {
    String from = afterPrefix(unknown);
    String to = afterPrefix(name);
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
