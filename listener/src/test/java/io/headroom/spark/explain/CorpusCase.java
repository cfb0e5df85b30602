/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * One labelled case of the corpus.
 *
 * @param file where it stands
 * @param json the whole of it
 */
record CorpusCase(Path file, JsonNode json) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** The cases that the causes are written against, by name. */
  static List<CorpusCase> open() {
    return in(directory());
  }

  /** The cases that nobody reads who writes causes, by name. */
  static List<CorpusCase> heldOut() {
    return in(directory().resolve("held-out"));
  }

  static Path directory() {
    try {
      return Path.of(
          Objects.requireNonNull(CorpusCase.class.getResource("/corpus"), "no corpus").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<CorpusCase> in(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .map(CorpusCase::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CorpusCase read(Path file) {
    try {
      return new CorpusCase(file, MAPPER.readTree(file.toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(file.getFileName().toString(), e);
    }
  }

  String name() {
    return file.getFileName().toString().replace(".json", "");
  }

  CorpusLabel label() {
    try {
      return MAPPER.treeToValue(json.get("label"), CorpusLabel.class);
    } catch (IOException e) {
      throw new UncheckedIOException(name(), e);
    }
  }

  /** What was told, in the order in which it was told. */
  List<CorpusFact> facts() {
    // A log has its own order. What was made up run by run is put into the order of time.
    return CorpusFact.all(json.get("facts"), !json.has("eventLog"));
  }

  /** The clock when the facts end; 0 where the case does not say. */
  long untilMillis() {
    return json.path("untilMillis").asLong(0);
  }
}
