/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

import io.headroom.spark.record.ExecutorAdded;
import io.headroom.spark.record.ExecutorPeaks;
import io.headroom.spark.record.ExecutorReport;
import io.headroom.spark.record.Facts;
import io.headroom.spark.record.TaskEnded;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The most that executors took of each component, per resource profile, in memory that does not
 * grow with executors, tasks or time. The driver is left out; in local mode, where it runs the
 * tasks, it counts as an executor of profile 0.
 */
public final class Peaks implements Facts {
  /** More profiles than anybody defines; those beyond are not measured. */
  static final int MOST_PROFILES = 32;

  /** Executors whose state is kept; those heard of longest ago are dropped first. */
  static final int MOST_EXECUTORS = 8192;

  private static final String DRIVER = "driver";

  private final Map<Integer, ProfilePeaks> profiles = new TreeMap<>();

  /** Only of executors that are not of the default profile. */
  private final Map<String, Integer> profileOf = bounded();

  private final Map<String, ExecutorTrack> tracks = bounded();
  private boolean local;

  @Override
  public void executorAdded(ExecutorAdded added) {
    if (added.executorId().equals(DRIVER)) {
      // Only in local mode does the driver register as an executor.
      local = true;
    }
    if (added.resourceProfileId() > 0) {
      profileOf.put(added.executorId(), added.resourceProfileId());
    }
    ProfilePeaks peaks = of(added.executorId());
    if (peaks != null) {
      peaks.added(added.cores());
    }
  }

  @Override
  public void report(ExecutorReport report) {
    if (report.executorId().equals(DRIVER) && !local) {
      return;
    }
    ProfilePeaks peaks = of(report.executorId());
    if (peaks != null) {
      peaks.report(report, tracks.computeIfAbsent(report.executorId(), id -> new ExecutorTrack()));
    }
  }

  @Override
  public void executorPeaks(ExecutorPeaks measured) {
    if (measured.executorId().equals(DRIVER) && !local) {
      return;
    }
    ProfilePeaks peaks = of(measured.executorId());
    if (peaks != null) {
      peaks.executorPeaks(measured);
    }
  }

  @Override
  public void taskEnded(TaskEnded ended) {
    ProfilePeaks peaks = of(ended.executorId());
    if (peaks != null) {
      peaks.taskEnded(ended, tracks.get(ended.executorId()));
    }
  }

  private ProfilePeaks of(String executorId) {
    int id = profileOf.getOrDefault(executorId, 0);
    ProfilePeaks known = profiles.get(id);
    if (known == null && profiles.size() < MOST_PROFILES) {
      known = new ProfilePeaks();
      profiles.put(id, known);
    }
    return known;
  }

  /** Ids of the profiles whose executors were heard of, in their order. */
  public List<Integer> profileIds() {
    return List.copyOf(profiles.keySet());
  }

  /** What was measured of a profile's executors; nothing where none was heard of. */
  public ProfilePeaks profile(int id) {
    return profiles.getOrDefault(id, new ProfilePeaks());
  }

  private static <V> Map<String, V> bounded() {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > MOST_EXECUTORS;
      }
    };
  }
}
