/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.conf;

/**
 * One end of what a key allows. Immutable.
 *
 * @param kind on which side of the limit values must lie, and whether it is itself allowed
 * @param limit the end itself
 * @param text the limit as the key's type writes it, for messages and the page
 */
record Bound<T extends Comparable<T>>(Kind kind, T limit, String text) {

  enum Kind {
    AT_LEAST("at least"),
    ABOVE("above"),
    AT_MOST("at most"),
    BELOW("below");

    private final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  boolean admits(T value) {
    int order = value.compareTo(limit);
    return switch (kind) {
      case AT_LEAST -> order >= 0;
      case ABOVE -> order > 0;
      case AT_MOST -> order <= 0;
      case BELOW -> order < 0;
    };
  }

  @Override
  public String toString() {
    return kind.words + " " + text;
  }
}
