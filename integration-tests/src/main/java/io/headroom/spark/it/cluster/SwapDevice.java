/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.cluster;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Real swap of the harness's own: a file behind a loop device, so that its speed can be limited
 * without slowing anything else. Switched off again on close, and at the end of this JVM; what a
 * killed harness left on is switched off by the next one.
 */
public final class SwapDevice implements AutoCloseable {
  private static final String PREFIX = "headroom-it-swap-";
  private static final Path ACTIVE = Path.of("/proc/swaps");

  private final Path file;
  private final Thread hook = new Thread(this::switchOff, "swap-off");
  private String device;
  private boolean closed;

  private SwapDevice(Path file) {
    this.file = file;
  }

  /**
   * Switches on swap of that size.
   *
   * @param directory on a disk, for the file behind it
   * @throws IOException where that cannot be done, with the words of the command that failed
   */
  public static SwapDevice open(Path directory, long bytes) throws IOException {
    sweepDead();
    Path file = directory.resolve(PREFIX + ProcessHandle.current().pid());
    SwapDevice swap = new SwapDevice(file);
    Runtime.getRuntime().addShutdownHook(swap.hook);
    try {
      try (RandomAccessFile made = new RandomAccessFile(file.toFile(), "rw")) {
        made.setLength(0);
      }
      HostCommand.run("fallocate", "-l", Long.toString(bytes), file.toString());
      swap.device = HostCommand.run("losetup", "--find", "--show", file.toString());
      HostCommand.run("mkswap", swap.device);
      HostCommand.run("swapon", swap.device);
      return swap;
    } catch (IOException e) {
      swap.close();
      throw e;
    }
  }

  /** Major and minor number of the device, as cgroup files want them. */
  public String number() throws IOException {
    return HostCommand.run("lsblk", "--noheadings", "--nodeps", "--output", "MAJ:MIN", device)
        .trim();
  }

  /** Switches off what harnesses that are no longer alive left on. */
  private static void sweepDead() throws IOException {
    String devices =
        HostCommand.run("losetup", "--list", "--noheadings", "--output", "NAME,BACK-FILE");
    for (String line : devices.lines().toList()) {
      String[] fields = line.trim().split("\\s+", 2);
      int at = fields.length < 2 ? -1 : fields[1].indexOf(PREFIX);
      if (at >= 0) {
        String owner = fields[1].substring(at + PREFIX.length()).replaceFirst("\\D.*", "");
        if (ProcessHandle.of(Long.parseLong(owner)).isEmpty()) {
          SwapDevice dead = new SwapDevice(Path.of(fields[1].replace(" (deleted)", "")));
          dead.device = fields[0];
          dead.switchOff();
        }
      }
    }
  }

  private synchronized void switchOff() {
    if (closed) {
      return;
    }
    closed = true;
    if (device != null) {
      if (active()) {
        undo("swapoff", device);
      }
      undo("losetup", "--detach", device);
    }
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      System.err.println("Could not delete " + file + ": " + e.getMessage());
    }
  }

  private boolean active() {
    try {
      List<String> lines = Files.readAllLines(ACTIVE);
      return lines.stream()
          .anyMatch(l -> l.startsWith(device + " ") || l.startsWith(device + "\t"));
    } catch (IOException e) {
      return true; // Then try it.
    }
  }

  private static void undo(String... command) {
    try {
      HostCommand.run(command);
    } catch (IOException e) {
      System.err.println("Could not undo: " + e.getMessage());
    }
  }

  /** Switches it off, which reads back what is still in it. May be called more than once. */
  @Override
  public void close() {
    switchOff();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is going down already and runs the hook itself.
    }
  }
}
