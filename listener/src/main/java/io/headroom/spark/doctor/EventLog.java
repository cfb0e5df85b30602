/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.doctor;

import java.nio.file.Path;
import java.util.List;

/**
 * The event log of one application.
 *
 * @param path the file, or the directory of a rolling log
 * @param files in the order in which they were written
 * @param inProgress whether it may end in the middle of a line: the application still runs, or its
 *     driver was killed
 * @param bytes size on disk of all files
 */
public record EventLog(Path path, List<Path> files, boolean inProgress, long bytes) {
  public EventLog {
    files = List.copyOf(files);
  }
}
