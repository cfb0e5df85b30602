/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

import io.headroom.spark.explain.Setting;
import io.headroom.spark.explain.Severity;
import java.util.List;

/**
 * One thing to do about an application.
 *
 * @param id lower-case words with hyphens; never changed
 * @param severity what it costs not to do it
 * @param sentence what was seen and what to do, with numbers and units
 * @param evidence what it rests on, one short line each, with where each figure comes from
 * @param settings lines to paste; may be empty
 */
public record Advice(
    String id,
    Severity severity,
    String headline,
    String sentence,
    List<String> evidence,
    List<Setting> settings) {
  public Advice {
    evidence = List.copyOf(evidence);
    settings = List.copyOf(settings);
  }
}
