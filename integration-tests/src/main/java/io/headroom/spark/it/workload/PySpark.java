/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.workload;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The Python half of Spark in the version of the jars, from the package index, kept under {@code
 * ~/.cache/headroom} so that it is fetched once.
 *
 * <p>Only its {@code lib} folder is kept ({@code pyspark.zip} and py4j's sources), the same two
 * files a Spark distribution has in {@code python/lib}.
 */
public final class PySpark {
  private static final long FETCH_MINUTES = 15;

  private PySpark() {}

  /**
   * The directory with the two archives, fetched if it is not there. Several processes may do so at
   * once; the first to finish wins.
   *
   * @param version of Spark, such as {@code 4.1.0}
   * @throws IOException with pip's own words when it cannot be had
   */
  public static Path libraries(String version) throws IOException, InterruptedException {
    Path cache =
        Files.createDirectories(Path.of(System.getProperty("user.home"), ".cache", "headroom"));
    Path kept = cache.resolve("pyspark-" + version);
    if (Files.isDirectory(kept)) {
      return kept;
    }
    System.out.println("Fetching pyspark " + version + " (about 430 MB, once) ...");
    Path work = Files.createTempDirectory(cache, "fetch-");
    try {
      String name = "pyspark-" + version;
      execute(
          work,
          List.of(
              "python3",
              "-m",
              "pip",
              "download",
              "--quiet",
              "--disable-pip-version-check",
              "--no-deps",
              "--no-binary",
              "pyspark",
              "--dest",
              ".",
              "pyspark==" + version));
      execute(
          work,
          List.of(
              "tar",
              "--no-same-owner",
              "-xzf",
              name + ".tar.gz",
              "--strip-components=1",
              name + "/lib"));
      move(work.resolve("lib"), kept);
    } finally {
      deleteRecursively(work);
    }
    return kept;
  }

  private static void move(Path made, Path kept) throws IOException {
    try {
      Files.move(made, kept, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException
        | DirectoryNotEmptyException
        | AtomicMoveNotSupportedException e) {
      if (!Files.isDirectory(kept)) {
        throw e;
      }
    }
  }

  private static void execute(Path directory, List<String> command)
      throws IOException, InterruptedException {
    Path output = directory.resolve("output.txt");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(FETCH_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IOException(command + " took more than " + FETCH_MINUTES + " minutes");
    }
    if (process.exitValue() != 0) {
      throw new IOException(command + " failed:\n" + Files.readString(output));
    }
  }

  private static void deleteRecursively(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(path);
      }
    }
  }
}
