/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.series;

import io.headroom.spark.it.run.JsonLines;
import io.headroom.spark.it.run.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Runs of a series on disk, one line of JSON each, so that a series can be broken off and resumed.
 */
final class SeriesFile {
  private final JsonLines<SeriesRun> runs;
  private final Path rightResult;

  SeriesFile(Path directory, String name) throws IOException {
    Files.createDirectories(directory);
    this.runs = new JsonLines<>(directory.resolve(name + ".jsonl"), SeriesRun.class);
    this.rightResult = directory.resolve(name + ".result");
  }

  /** Every run kept so far; a line broken off in the middle is dropped. */
  List<SeriesRun> read() throws IOException {
    return runs.read();
  }

  boolean holds(int round, Variant variant) throws IOException {
    return read().stream().anyMatch(r -> r.round() == round && r.result().variant() == variant);
  }

  void append(SeriesRun run) throws IOException {
    runs.append(run);
  }

  /** The result every run must have: that of the first run without the plugin that finished. */
  Optional<String> rightResult() throws IOException {
    return Files.exists(rightResult)
        ? Optional.of(Files.readString(rightResult))
        : Optional.empty();
  }

  void keepRightResult(String value) throws IOException {
    Files.writeString(rightResult, value);
  }

  @Override
  public String toString() {
    return runs.toString();
  }
}
