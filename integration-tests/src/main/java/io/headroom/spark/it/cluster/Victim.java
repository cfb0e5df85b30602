/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * An executor that runs in a container of the harness's, for doing something to it from outside.
 *
 * @param container name of its cgroups, {@code <run>.<pid>}
 * @param pid its JVM, which is what the container's first process became
 */
public record Victim(String container, long pid) {
  /** The executors that run below {@code base} now. */
  public static List<Victim> running(CgroupBase base) throws IOException {
    try (Stream<Path> groups = Files.list(base.memory())) {
      return groups
          .filter(Files::isDirectory)
          .map(group -> of(group.getFileName().toString()))
          .filter(Victim::alive)
          .toList();
    }
  }

  private static Victim of(String container) {
    return new Victim(
        container, Long.parseLong(container.substring(container.lastIndexOf('.') + 1)));
  }

  /** True while its process is there, stopped or not. */
  public boolean alive() {
    return ProcessHandle.of(pid).isPresent();
  }

  /**
   * Sends it a signal.
   *
   * @param signal its name without SIG
   */
  public void signal(String signal) throws IOException {
    HostCommand.run("kill", "-" + signal, Long.toString(pid));
  }

  /**
   * Writes one file of a cgroup of its own.
   *
   * @param groups the place that {@link CgroupBase#beside} gave
   */
  public void set(Path groups, String file, String value) throws IOException {
    CgroupFiles.write(groups.resolve(container).resolve(file), value);
  }
}
