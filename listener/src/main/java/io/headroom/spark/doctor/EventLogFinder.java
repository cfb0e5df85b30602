/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.doctor;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds the event logs that a path means: a file is one log, a rolling log's directory is one, and
 * any other directory holds several, as {@code spark.eventLog.dir} does.
 */
public final class EventLogFinder {
  private final List<EventLog> logs = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  /** Adds what a path given by the user means. */
  public void add(Path path) {
    if (Files.isDirectory(path)) {
      List<Path> children = children(path);
      if (children.isEmpty()) {
        return;
      }
      if (RollingLog.isOne(path, children)) {
        addRolling(path, children);
      } else {
        addAll(path, children);
      }
    } else {
      addFile(path);
    }
  }

  /** In the order in which they were given, and by name within a directory. */
  public List<EventLog> logs() {
    return List.copyOf(logs);
  }

  /** What was given and is no log or not all of one. */
  public List<Problem> problems() {
    return List.copyOf(problems);
  }

  private void addFile(Path file) {
    if (!Files.exists(file)) {
      problems.add(new Problem(file.toString(), 0, "there is no such file or directory"));
    } else if (!Files.isRegularFile(file)) {
      problems.add(new Problem(file.toString(), 0, "is neither a file nor a directory"));
    } else {
      boolean inProgress = file.toString().endsWith(RollingLog.IN_PROGRESS);
      logs.add(new EventLog(file, List.of(file), inProgress, size(file)));
    }
  }

  private void addRolling(Path directory, List<Path> children) {
    RollingLog rolling = RollingLog.of(children);
    if (rolling.files().isEmpty()) {
      problems.add(
          new Problem(directory.toString(), 0, "is a rolling event log without events_<n>_ files"));
      return;
    }
    for (int number : rolling.missing()) {
      problems.add(
          new Problem(
              directory.toString(), 0, "events_" + number + "_ is missing; the rest is read"));
    }
    long bytes = rolling.files().stream().mapToLong(EventLogFinder::size).sum();
    logs.add(new EventLog(directory, rolling.files(), rolling.inProgress(), bytes));
  }

  private void addAll(Path directory, List<Path> children) {
    int before = logs.size() + problems.size();
    for (Path child : children) {
      if (!Files.isDirectory(child)) {
        addFile(child);
      } else {
        // One level only: a log directory has no other levels, and a home directory has many.
        List<Path> grandchildren = children(child);
        if (RollingLog.isOne(child, grandchildren)) {
          addRolling(child, grandchildren);
        }
      }
    }
    if (logs.size() + problems.size() == before) {
      problems.add(new Problem(directory.toString(), 0, "holds no event log"));
    }
  }

  /** What a directory holds, but for hidden files, which are file systems' own checksums. */
  private List<Path> children(Path directory) {
    try (Stream<Path> children = Files.list(directory)) {
      List<Path> found =
          children
              .filter(child -> !child.getFileName().toString().startsWith("."))
              .sorted()
              .toList();
      if (found.isEmpty()) {
        problems.add(new Problem(directory.toString(), 0, "is empty"));
      }
      return found;
    } catch (AccessDeniedException e) {
      problems.add(new Problem(directory.toString(), 0, "cannot be read: no permission"));
    } catch (IOException e) {
      problems.add(new Problem(directory.toString(), 0, "cannot be read: " + e.getMessage()));
    }
    return List.of();
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      // Only the progress bar wants it; reading the file will tell what is wrong with it.
      return 0;
    }
  }
}
