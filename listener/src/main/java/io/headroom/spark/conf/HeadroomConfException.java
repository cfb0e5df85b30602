/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.conf;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The settings are wrong. Tells every problem at once, each on its own line, so that one start is
 * enough to find them all. Thrown on the driver only, before executors are asked for.
 */
public final class HeadroomConfException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final List<Problem> problems;

  HeadroomConfException(List<Problem> problems) {
    super(
        problems.stream()
            .map(Problem::toString)
            .collect(Collectors.joining("\n  ", heading(problems.size()) + "\n  ", "")));
    this.problems = List.copyOf(problems);
  }

  /** What is wrong: bad values first, then unknown keys, then keys in the wrong order. */
  public List<Problem> problems() {
    return problems;
  }

  private static String heading(int count) {
    return "Headroom: " + (count == 1 ? "1 setting is wrong:" : count + " settings are wrong:");
  }

  /**
   * One thing that is wrong.
   *
   * @param key the key as the user wrote it
   * @param value the value as the user wrote it
   * @param explanation what is allowed, or which key was probably meant
   */
  public record Problem(String key, String value, String explanation) implements Serializable {
    @Override
    public String toString() {
      return key + " = " + (value.isBlank() ? "\"" + value + "\"" : value) + ": " + explanation;
    }
  }
}
