/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import java.util.List;

/**
 * One explanation of one incident.
 *
 * @param causeId id of the {@link Cause}, also the name of its help page
 * @param sentence one plain sentence: who or what did it, with the numbers that show it
 * @param evidence what was seen, most telling first, one short line each
 * @param advice what to do, best first, one sentence each
 * @param settings lines to paste, in the order of the advice
 */
public record Finding(
    String causeId,
    Confidence confidence,
    Severity severity,
    String sentence,
    List<String> evidence,
    List<String> advice,
    List<Setting> settings) {
  public Finding {
    evidence = List.copyOf(evidence);
    advice = List.copyOf(advice);
    settings = List.copyOf(settings);
  }
}
