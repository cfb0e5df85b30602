/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

import io.headroom.spark.explain.Setting;
import java.util.List;

/**
 * One thing to do.
 *
 * @param sentence what to do and why, with the sum
 * @param settings lines to paste for it; empty where no setting does it
 */
public record Advised(String sentence, List<Setting> settings) {
  public Advised {
    settings = List.copyOf(settings);
  }

  /** Something that no setting does. */
  static Advised only(String sentence) {
    return new Advised(sentence, List.of());
  }

  /** With one line to paste. */
  static Advised with(String sentence, String key, String value, String why) {
    return new Advised(sentence, List.of(new Setting(key, value, why)));
  }
}
