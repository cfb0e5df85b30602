/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file system of a given size that is soon full: a tmpfs of the harness's own. Unmounted on close
 * and at the end of this JVM.
 */
public final class SmallDisk implements AutoCloseable {
  private static final String PREFIX = "headroom-it-disk-";

  private final Path directory;
  private final Thread hook = new Thread(this::unmount, "unmount");
  private boolean closed;

  private SmallDisk(Path directory) {
    this.directory = directory;
  }

  /**
   * Mounts one.
   *
   * @param parent where its directory is made
   * @throws IOException where that cannot be done, with the words of the command that failed
   */
  public static SmallDisk mount(Path parent, long bytes) throws IOException {
    sweepDead();
    String name = PREFIX + ProcessHandle.current().pid() + ".";
    SmallDisk disk = new SmallDisk(Files.createTempDirectory(parent, name));
    Runtime.getRuntime().addShutdownHook(disk.hook);
    try {
      HostCommand.run(
          "mount", "-t", "tmpfs", "-o", "size=" + bytes, name, disk.directory.toString());
      return disk;
    } catch (IOException e) {
      disk.close();
      throw e;
    }
  }

  /** Where it is. */
  public Path directory() {
    return directory;
  }

  /** Unmounts what harnesses that are no longer alive left mounted. */
  private static void sweepDead() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/mounts"))) {
      if (line.startsWith(PREFIX)) {
        String owner = line.substring(PREFIX.length()).replaceFirst("\\D.*", "");
        if (ProcessHandle.of(Long.parseLong(owner)).isEmpty()) {
          new SmallDisk(Path.of(line.split(" ", 3)[1])).unmount();
        }
      }
    }
  }

  private boolean mounted() throws IOException {
    return Files.readAllLines(Path.of("/proc/mounts")).stream()
        .anyMatch(l -> l.contains(" " + directory + " "));
  }

  private synchronized void unmount() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      if (mounted()) {
        // Lazily, as an executor that still dies may hold a file in it for a moment.
        HostCommand.run("umount", "--lazy", directory.toString());
      }
      Files.deleteIfExists(directory);
    } catch (IOException e) {
      System.err.println("Could not unmount " + directory + ": " + e.getMessage());
    }
  }

  /** Unmounts it; its files are gone then. May be called more than once. */
  @Override
  public void close() {
    unmount();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is going down already and runs the hook itself.
    }
  }
}
