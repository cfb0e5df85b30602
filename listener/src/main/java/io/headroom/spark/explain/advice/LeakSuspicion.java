/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

import io.headroom.spark.explain.Setting;
import io.headroom.spark.explain.Severity;
import io.headroom.spark.record.ExecutorRemoved;
import io.headroom.spark.record.ExecutorReport;
import io.headroom.spark.record.Facts;
import io.headroom.spark.record.TaskEnded;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Suspects a leak where the floor of an executor's memory rises over many tasks: the heap after
 * collection, or native memory and Python workers while no task runs. Watches a bounded number of
 * executors, those that came first; what leaks in one leaks in all.
 */
public final class LeakSuspicion implements Facts {
  static final int MOST_EXECUTORS = 256;

  private static final String FLAGS = "spark.executor.extraJavaOptions";
  private static final String TRACKING = "-XX:NativeMemoryTracking=summary";

  private final Map<String, Floors> executors = new LinkedHashMap<>();
  private final Map<LeakKind, Suspect> gone = new LinkedHashMap<>();

  private record Suspect(String executorId, Rise rise, long roomBytes) {}

  @Override
  public void report(ExecutorReport report) {
    Floors floors = executors.get(report.executorId());
    if (floors == null && executors.size() < MOST_EXECUTORS) {
      floors = new Floors();
      executors.put(report.executorId(), floors);
    }
    if (floors != null) {
      floors.report(report);
    }
  }

  @Override
  public void taskEnded(TaskEnded ended) {
    Floors floors = executors.get(ended.executorId());
    if (floors != null) {
      floors.taskEnded();
    }
  }

  /** Its place is free for another; what it showed is kept. */
  @Override
  public void executorRemoved(ExecutorRemoved removed) {
    Floors floors = executors.remove(removed.executorId());
    if (floors != null) {
      for (LeakKind kind : LeakKind.values()) {
        suspect(removed.executorId(), floors, kind)
            .ifPresent(found -> gone.merge(kind, found, LeakSuspicion::steeper));
      }
    }
  }

  private static Optional<Suspect> suspect(String id, Floors floors, LeakKind kind) {
    return floors.rise(kind).map(rise -> new Suspect(id, rise, floors.roomBytes(kind)));
  }

  private static Suspect steeper(Suspect a, Suspect b) {
    return b.rise.bytesPerMinute() > a.rise.bytesPerMinute() ? b : a;
  }

  /**
   * One for each kind of memory that is suspected.
   *
   * @param conf to add a flag to those in force
   */
  List<Advice> advice(EffectiveConf conf) {
    List<Advice> advice = new ArrayList<>();
    for (LeakKind kind : LeakKind.values()) {
      Suspect worst = gone.get(kind);
      int count = 0;
      for (Map.Entry<String, Floors> executor : executors.entrySet()) {
        Suspect found = suspect(executor.getKey(), executor.getValue(), kind).orElse(null);
        if (found != null) {
          count++;
          worst = worst == null ? found : steeper(worst, found);
        }
      }
      if (worst != null) {
        advice.add(advice(kind, worst, count, conf));
      }
    }
    return advice;
  }

  private Advice advice(LeakKind kind, Suspect suspect, int count, EffectiveConf conf) {
    Rise rise = suspect.rise;
    return new Advice(
        "leak-" + kind.name().toLowerCase(Locale.ROOT),
        Severity.WARNING,
        kind.headline(),
        String.format(
            Locale.ROOT,
            "On %s %s rose from %s to %s over %s and %d tasks (%s a minute, %s a task) and"
                + " does not level off: something keeps it.%s %s",
            suspect.executorId.equals("driver") ? "the driver" : "executor " + suspect.executorId,
            kind.subject(),
            Mebibytes.text(rise.fromBytes()),
            Mebibytes.text(rise.toBytes()),
            time(rise.millis()),
            rise.tasks(),
            Mebibytes.text((long) rise.bytesPerMinute()),
            Mebibytes.text(rise.bytesPerTask()),
            full(suspect),
            kind.remedy()),
        List.of(
            String.format(
                Locale.ROOT,
                "Theil-Sen slope over the least of %d windows of Headroom's reports, z = %.1f by"
                    + " Mann-Kendall",
                rise.windows(),
                rise.z()),
            String.format(
                Locale.ROOT,
                "seen now on %d of the %d executors that are watched",
                count,
                executors.size())),
        settings(kind, conf));
  }

  private static String full(Suspect suspect) {
    long left = suspect.roomBytes - suspect.rise.toBytes();
    return suspect.roomBytes <= 0 || left <= 0
        ? ""
        : " At that rate it fills "
            + Mebibytes.text(suspect.roomBytes)
            + " in "
            + time((long) (left / suspect.rise.bytesPerMinute() * 60_000))
            + ".";
  }

  private static List<Setting> settings(LeakKind kind, EffectiveConf conf) {
    if (kind == LeakKind.PYTHON) {
      return List.of(
          new Setting("spark.python.worker.reuse", "false", "costs a fork and imports per task"));
    }
    String set = conf.get(FLAGS).orElse("");
    return kind == LeakKind.HEAP || set.contains("NativeMemoryTracking")
        ? List.of()
        : List.of(
            new Setting(
                FLAGS,
                (set + " " + TRACKING).trim(),
                "native memory by JVM part; costs 5 to 10 %"));
  }

  private static String time(long millis) {
    long minutes = millis / 60_000;
    return minutes < 120 ? minutes + " min" : String.format(Locale.ROOT, "%.1f h", minutes / 60.0);
  }
}
