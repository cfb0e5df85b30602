/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * A directory that looks like the root of a host, built from captured files. A fixture's flat names
 * (sys_fs_cgroup_memory_hr-envs_x) become the paths they were taken from.
 */
final class FixtureHost {
  static final String SYS = "sys_fs_cgroup";

  private final Path root;
  final AtomicLong clock = new AtomicLong(1_000_000_000L);

  private FixtureHost(Path root) {
    this.root = root;
  }

  /** An empty host. */
  static FixtureHost empty(Path root) {
    return new FixtureHost(root);
  }

  /**
   * The host as it was in this state, such as {@code cgroup-v1/10-anon-50pct}. States taken after
   * the process was killed have no /proc/self of their own; the first state's stands in.
   */
  static FixtureHost of(Path root, String state) {
    FixtureHost host = new FixtureHost(root);
    Path fixture = fixtures().resolve(state);
    for (Path dir : list(fixture)) {
      String name = dir.getFileName().toString();
      if (name.startsWith(SYS)) {
        host.copy(dir, "sys/fs/cgroup" + name.substring(SYS.length()).replace('_', '/'));
      } else if (name.equals("proc")) {
        host.copy(dir, "proc");
        host.write("proc/pressure/memory", read(dir.resolve("pressure_memory")));
      }
    }
    Path process = fixture.resolve("proc_pid");
    host.copy(
        Files.isDirectory(process) ? process : fixture.resolveSibling("00-start/proc_pid"),
        "proc/self");
    host.pageSize(4096);
    return host;
  }

  static Path fixtures() {
    return Path.of("src/test/resources/fixtures").toAbsolutePath();
  }

  Path root() {
    return root;
  }

  Path path(String relative) {
    return root.resolve(relative);
  }

  FixtureHost write(String relative, String content) {
    try {
      Path file = root.resolve(relative);
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes /proc/self/auxv with this page size. */
  FixtureHost pageSize(long bytes) {
    try {
      Path file = root.resolve("proc/self/auxv");
      Files.createDirectories(file.getParent());
      Files.write(
          file,
          ByteBuffer.allocate(4 * Long.BYTES)
              .order(ByteOrder.nativeOrder())
              .putLong(33)
              .putLong(1)
              .putLong(6)
              .putLong(bytes)
              .array());
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  FixtureHost copy(Path from, String to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path target = root.resolve(to).resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  MemorySense sense() {
    return sense(OptionalLong.empty());
  }

  MemorySense sense(OptionalLong override) {
    return MemorySense.builder()
        .rootDir(root)
        .pid(1)
        .clock(clock::get)
        .limitOverride(override)
        .open();
  }

  FastSample fast() {
    return fast(OptionalLong.empty());
  }

  FastSample fast(OptionalLong override) {
    try (MemorySense sense = sense(override)) {
      FastSample sample = new FastSample();
      sense.readFast(sample);
      return sample;
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Iterable<Path> list(Path dir) {
    try (Stream<Path> files = Files.list(dir)) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
