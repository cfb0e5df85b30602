/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import io.headroom.spark.record.ExecutorRemoved;
import io.headroom.spark.record.ExecutorReport;
import io.headroom.spark.record.KernelKill;
import io.headroom.spark.record.LogLine;
import io.headroom.spark.record.ProcessLook;
import io.headroom.spark.record.ResourceProfile;
import io.headroom.spark.record.TaskEnded;
import io.headroom.spark.record.TaskEnded.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An incident for tests, of executor 3 at {@link #END}, to which each test adds what it is about.
 */
public final class IncidentBuilder {
  /** When the incident was told of, in milliseconds since the epoch. */
  public static final long END = 1_795_265_000_000L;

  private Incident.Kind kind = Incident.Kind.EXECUTOR_LOST;
  private String executorId = "3";
  private final List<ExecutorRemoved> removals = new ArrayList<>();
  private final List<TaskEnded> failures = new ArrayList<>();
  private final List<String> messages = new ArrayList<>();
  private List<ExecutorReport> reports = List.of();
  private List<ExecutorReport> driverReports = List.of();
  private final List<KernelKill> kills = new ArrayList<>();
  private final List<ProcessLook> looks = new ArrayList<>();
  private final List<LogLine> lines = new ArrayList<>();
  private int lostTogether = 1;
  private String consequenceOf = "";
  private ClusterManager manager = ClusterManager.STANDALONE;
  private String version = "4.1.0";
  private final Map<String, String> conf = new HashMap<>();
  private final Map<String, Integer> lostBy = new HashMap<>();
  private ResourceProfile profile;
  private int cores = 4;
  private long addedMillis = END - 600_000;
  private long tasksEnded = 100;
  private long peakHeapBytes = -1;
  private long peakRssBytes = -1;
  private long peakPythonBytes = -1;
  private long collectionMillis = -1;

  public static IncidentBuilder incident() {
    return new IncidentBuilder();
  }

  /** An executor lost for these words. */
  public static IncidentBuilder lost(String... reasons) {
    IncidentBuilder builder = new IncidentBuilder();
    for (String reason : reasons) {
      builder.removals.add(new ExecutorRemoved("3", reason, END));
    }
    return builder;
  }

  /** A task that failed with an exception while its executor lived on. */
  public static IncidentBuilder failed(String className, String description, String... stack) {
    IncidentBuilder builder = new IncidentBuilder();
    builder.kind = Incident.Kind.TASKS_FAILED;
    return builder.exception(className, description, stack);
  }

  /** A job that failed for the driver's reasons. */
  public static IncidentBuilder jobFailed(String message) {
    IncidentBuilder builder = new IncidentBuilder();
    builder.kind = Incident.Kind.JOB_FAILED;
    builder.executorId = "";
    builder.messages.add(message);
    return builder;
  }

  public IncidentBuilder kind(Incident.Kind other) {
    kind = other;
    return this;
  }

  public IncidentBuilder of(String executor) {
    executorId = executor;
    return this;
  }

  public IncidentBuilder exception(String className, String description, String... stack) {
    return failure(Outcome.EXCEPTION, className, description, String.join("\n", stack), null);
  }

  /** A task that was lost with the executor, in the words that Spark gives tasks. */
  public IncidentBuilder lostTask(String reason) {
    return failure(Outcome.EXECUTOR_LOST, "", reason, "", null);
  }

  public IncidentBuilder failure(
      Outcome outcome, String className, String text, String stack, TaskEnded.Metrics metrics) {
    String from = outcome == Outcome.FETCH_FAILED ? "7" : "";
    failures.add(
        new TaskEnded(
            END,
            1,
            0,
            11,
            0,
            0,
            executorId,
            "node-1",
            outcome,
            className,
            text,
            stack,
            true,
            from,
            metrics));
    return this;
  }

  public IncidentBuilder message(String message) {
    messages.add(message);
    return this;
  }

  public IncidentBuilder reports(List<ExecutorReport> of) {
    reports = of;
    return this;
  }

  public IncidentBuilder driverReports(List<ExecutorReport> of) {
    driverReports = of;
    return this;
  }

  public IncidentBuilder kill(KernelKill.Scope scope, long pid, String command, String cgroup) {
    long anon = 800L << 20;
    kills.add(new KernelKill("node-1", END - 500, scope, pid, command, cgroup, cgroup, anon, 0, 0));
    return this;
  }

  public IncidentBuilder look(
      char state, long swappedBytes, double faults, double collector, double other, double quota) {
    looks.add(
        new ProcessLook(
            "3",
            "node-1",
            4711,
            END - 1_000,
            state,
            swappedBytes,
            faults,
            collector,
            other,
            quota));
    return this;
  }

  public IncidentBuilder line(String of, String text) {
    lines.add(new LogLine(of, END - 100, text));
    return this;
  }

  public IncidentBuilder together(int executors) {
    lostTogether = executors;
    return this;
  }

  public IncidentBuilder after(String executor) {
    consequenceOf = executor;
    return this;
  }

  public IncidentBuilder on(ClusterManager other) {
    manager = other;
    return this;
  }

  public IncidentBuilder spark(String other) {
    version = other;
    return this;
  }

  public IncidentBuilder conf(String key, String value) {
    conf.put(key, value);
    return this;
  }

  public IncidentBuilder lostBy(String cause, int executors) {
    lostBy.put(cause, executors);
    return this;
  }

  /** In MiB. */
  public IncidentBuilder profile(long heap, long overhead, long offHeap, long pyspark) {
    profile =
        new ResourceProfile(0, cores, heap << 20, overhead << 20, offHeap << 20, pyspark << 20);
    return this;
  }

  public IncidentBuilder cores(int other) {
    cores = other;
    return this;
  }

  public IncidentBuilder neverRan() {
    addedMillis = 0;
    tasksEnded = 0;
    return this;
  }

  /** Spark's own peaks, in MiB. */
  public IncidentBuilder peaks(long heap, long rss, long python) {
    peakHeapBytes = heap << 20;
    peakRssBytes = rss << 20;
    peakPythonBytes = python << 20;
    return this;
  }

  public IncidentBuilder collected(long millis) {
    collectionMillis = millis;
    return this;
  }

  public Incident build() {
    return new Incident(
        "lost-" + executorId,
        kind,
        executorId,
        "node-1",
        END,
        removals,
        failures,
        failures.size(),
        messages,
        reports,
        driverReports,
        kills,
        looks,
        lines,
        lostTogether,
        consequenceOf,
        view());
  }

  /** The best finding of all causes. */
  public Finding top() {
    return new Diagnostician().diagnose(build()).top();
  }

  private ApplicationView view() {
    ExecutorView executor =
        new ExecutorView(
            executorId,
            "node-1",
            cores,
            addedMillis,
            tasksEnded,
            profile,
            peakHeapBytes,
            peakRssBytes,
            peakPythonBytes,
            -1,
            collectionMillis);
    return new ApplicationView() {
      @Override
      public String sparkVersion() {
        return version;
      }

      @Override
      public ClusterManager clusterManager() {
        return manager;
      }

      @Override
      public Optional<String> conf(String key) {
        return Optional.ofNullable(conf.get(key));
      }

      @Override
      public Map<String, String> conf() {
        return Map.copyOf(conf);
      }

      @Override
      public ExecutorView executor(String id) {
        return executor;
      }

      @Override
      public int lostBy(String causeId) {
        return lostBy.getOrDefault(causeId, 0);
      }
    };
  }
}
