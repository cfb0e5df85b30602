/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.doctor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of a rolling event log, by Spark's names: {@code events_<n>_<application>[.<codec>]},
 * compacted ones with {@code .compact} at the end, and {@code appstatus_<application>}, which ends
 * with {@code .inprogress} until the application has ended.
 *
 * @param files to read, in order
 * @param missing numbers of files that should be there and are not
 * @param inProgress whether the last file may end in the middle of a line
 */
record RollingLog(List<Path> files, List<Integer> missing, boolean inProgress) {
  private static final String DIRECTORY_PREFIX = "eventlog_v2_";
  private static final String STATUS_PREFIX = "appstatus_";
  private static final String COMPACT = ".compact";
  static final String IN_PROGRESS = ".inprogress";
  private static final Pattern EVENTS = Pattern.compile("events_(\\d{1,9})_.+");

  /** More gaps than these are not told one by one. */
  private static final int MOST_MISSING = 100;

  /** Whether a directory holds one rolling log, rather than logs of several applications. */
  static boolean isOne(Path directory, Collection<Path> children) {
    return name(directory).startsWith(DIRECTORY_PREFIX)
        || children.stream().anyMatch(child -> name(child).startsWith(STATUS_PREFIX));
  }

  /** Puts the files of a rolling log in order. */
  static RollingLog of(Collection<Path> children) {
    TreeMap<Integer, Path> events = new TreeMap<>();
    int compacted = -1;
    boolean ended = false;
    for (Path child : children) {
      String name = name(child);
      Matcher matcher = EVENTS.matcher(name);
      if (matcher.matches()) {
        int number = Integer.parseInt(matcher.group(1));
        boolean compact = name.endsWith(COMPACT);
        // A compacted file stands for all up to its number. Spark may not have deleted them yet.
        if (compact) {
          compacted = Math.max(compacted, number);
        }
        if (compact || !events.containsKey(number)) {
          events.put(number, child);
        }
      } else if (name.startsWith(STATUS_PREFIX) && !name.endsWith(IN_PROGRESS)) {
        ended = true;
      }
    }
    int first = compacted;
    events.keySet().removeIf(number -> number < first);
    return new RollingLog(List.copyOf(events.values()), missing(events, compacted), !ended);
  }

  private static List<Integer> missing(TreeMap<Integer, Path> events, int compacted) {
    List<Integer> missing = new ArrayList<>();
    int expected = compacted < 0 ? 1 : compacted;
    for (int number : events.keySet()) {
      while (expected < number && missing.size() < MOST_MISSING) {
        missing.add(expected++);
      }
      expected = number + 1;
    }
    return missing;
  }

  private static String name(Path path) {
    Path name = path.getFileName();
    return name == null ? "" : name.toString();
  }
}
