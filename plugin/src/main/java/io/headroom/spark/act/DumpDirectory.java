/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where dumps go: says whether there is room for one, and deletes the oldest of ours to keep all of
 * them together under a size. Other files are never touched, and links never followed. Not
 * thread-safe; several processes may share the directory.
 */
final class DumpDirectory {
  /** Every dump's name begins so. */
  static final String PREFIX = "headroom-dump-";

  /** A younger one may still be being written by another executor. */
  private static final Duration YOUNG = Duration.ofMinutes(5);

  private static final List<String> IN_MEMORY = List.of("tmpfs", "ramfs");

  private final Path dir;
  private final long maxBytes;

  /**
   * Looks at nothing yet.
   *
   * @param maxBytes what all dumps in it may take together
   */
  DumpDirectory(Path dir, long maxBytes) {
    this.dir = dir;
    this.maxBytes = maxBytes;
  }

  Path file(String name) {
    return dir.resolve(PREFIX + name);
  }

  /**
   * Makes the directory and room in it.
   *
   * @param bytes how large the dump may become
   * @return empty where it may be written, otherwise why not
   */
  String refuses(long bytes) throws IOException {
    if (bytes > maxBytes) {
      return (bytes >> 20) + " MiB are more than the " + (maxBytes >> 20) + " MiB allowed";
    }
    Files.createDirectories(dir);
    FileStore store = Files.getFileStore(dir);
    if (IN_MEMORY.contains(store.type())) {
      return dir + " is on " + store.type() + ", where a dump would take the memory that is short";
    }
    if (!deleteOldest(bytes)) {
      return "younger dumps in " + dir + " leave less than " + (bytes >> 20) + " MiB";
    }
    long free = store.getUsableSpace();
    return free < 2 * bytes
        ? dir + " has " + (free >> 20) + " MiB free, less than twice " + (bytes >> 20) + " MiB"
        : "";
  }

  private record Dump(Path path, long bytes, long modifiedMillis) {}

  /** Returns false where that many bytes still do not fit. */
  private boolean deleteOldest(long bytes) throws IOException {
    List<Dump> dumps = dumps();
    long total = dumps.stream().mapToLong(Dump::bytes).sum();
    long young = System.currentTimeMillis() - YOUNG.toMillis();
    for (Dump dump : dumps) {
      if (total + bytes <= maxBytes) {
        break;
      }
      if (dump.modifiedMillis < young) {
        Files.deleteIfExists(dump.path);
        total -= dump.bytes;
      }
    }
    return total + bytes <= maxBytes;
  }

  /** Oldest first. */
  private List<Dump> dumps() throws IOException {
    List<Dump> dumps = new ArrayList<>();
    try (Stream<Path> files = Files.list(dir)) {
      for (Path file : files.filter(DumpDirectory::isOurs).toList()) {
        try {
          BasicFileAttributes found =
              Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
          if (found.isRegularFile()) {
            dumps.add(new Dump(file, found.size(), found.lastModifiedTime().toMillis()));
          }
        } catch (IOException e) {
          // Deleted meanwhile by another executor that makes room.
        }
      }
    }
    dumps.sort(Comparator.comparingLong(Dump::modifiedMillis));
    return dumps;
  }

  private static boolean isOurs(Path file) {
    return file.getFileName().toString().startsWith(PREFIX);
  }

  /** Writes a new file that only its owner may read; never over one that exists. */
  static void write(Path file, String text) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.WRITE);
  }
}
