/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.cluster;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Reading and writing the small files of a cgroup, from outside it. */
final class CgroupFiles {
  private CgroupFiles() {}

  static void write(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.WRITE);
  }

  static long readLong(Path file) throws IOException {
    String text = Files.readString(file).trim();
    return text.equals("max") ? Long.MAX_VALUE : Long.parseLong(text);
  }

  /** The value behind {@code key} in a file of {@code key value} lines. */
  static OptionalLong keyed(Path file, String key) throws IOException {
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith(key)
          && line.length() > key.length()
          && line.charAt(key.length()) == ' ') {
        return OptionalLong.of(Long.parseLong(line.substring(key.length() + 1).trim()));
      }
    }
    return OptionalLong.empty();
  }

  /** Removes a cgroup and its children; what still holds a process stays, and is named. */
  static void removeTree(Path directory) {
    try {
      List<Path> children = new ArrayList<>();
      try (DirectoryStream<Path> entries =
          Files.newDirectoryStream(directory, Files::isDirectory)) {
        entries.forEach(children::add);
      } catch (NoSuchFileException e) {
        return;
      }
      children.forEach(CgroupFiles::removeTree);
      Files.delete(directory);
    } catch (NoSuchFileException e) {
      // Somebody else removed it, which is what was wanted.
    } catch (IOException e) {
      System.err.println("Could not remove cgroup " + directory + ": " + e.getMessage());
    }
  }
}
