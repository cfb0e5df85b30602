/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.doctor;

import java.util.List;

/**
 * How the reading of one event log went.
 *
 * @param bytes after decompression
 * @param events lines that were turned into facts
 * @param problems what could not be read
 * @param notes what is worth knowing and no fault, such as the cut last line of a running
 *     application's log
 */
public record LogReading(
    long bytes, long lines, long events, List<Problem> problems, List<String> notes) {
  public LogReading {
    problems = List.copyOf(problems);
    notes = List.copyOf(notes);
  }
}
