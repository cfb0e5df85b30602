/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Records on disk, one line of JSON each, so that what writes them can be broken off and resumed.
 * Used by one thread at a time.
 */
public final class JsonLines<T> {
  private final Path file;
  private final Class<T> type;

  /** In that file, which need not be there yet; its directory must be. */
  public JsonLines(Path file, Class<T> type) {
    this.file = file;
    this.type = type;
  }

  /** Every record kept so far; a line broken off in the middle is dropped. */
  public List<T> read() throws IOException {
    List<T> read = new ArrayList<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        if (line.endsWith("}")) {
          read.add(Json.read(line, type));
        }
      }
    }
    return read;
  }

  /** Adds one. */
  public void append(T record) throws IOException {
    // A line broken off when its writer was is closed first, so that it spoils no other.
    String kept = Files.exists(file) ? Files.readString(file) : "";
    boolean brokenOff = !kept.isEmpty() && !kept.endsWith("\n");
    String line = (brokenOff ? "\n" : "") + Json.write(record) + "\n";
    Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Puts these in the place of all that were there. */
  public void replace(List<T> records) throws IOException {
    List<String> lines = records.stream().map(Json::write).toList();
    Files.write(file, lines);
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
