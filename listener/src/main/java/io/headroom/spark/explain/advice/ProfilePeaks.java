/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

import io.headroom.spark.explain.advice.Peak.Source;
import io.headroom.spark.record.ExecutorPeaks;
import io.headroom.spark.record.ExecutorReport;
import io.headroom.spark.record.TaskEnded;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What was measured of all executors of one resource profile. Some 120 KiB, whatever is added. */
public final class ProfilePeaks {
  private final Map<Component, PeakSeries> series = new EnumMap<>(Component.class);
  private FullLoad fullLoad;
  private String collector = "";
  private long limitBytes = -1;
  private boolean heapGrew;
  private int cores;
  private long oomKills;
  private long shed;
  private long held;
  private long reports;
  private long tasksEnded;
  private long taskMillis;
  private long collectionMillis;
  private long firstMillis = Long.MAX_VALUE;
  private long lastMillis = Long.MIN_VALUE;

  ProfilePeaks() {
    for (Component component : Component.values()) {
      series.put(component, new PeakSeries(component));
    }
  }

  void added(int executorCores) {
    cores = Math.max(cores, executorCores);
  }

  void report(ExecutorReport report, ExecutorTrack track) {
    reports++;
    seenAt(report.timeMillis());
    ExecutorReport.Memory memory = report.memory();
    ExecutorReport.Jvm jvm = report.jvm();
    String executor = report.executorId();
    add(Component.HEAP_USED, memory.heapUsedBytes(), executor);
    add(Component.HEAP_LIVE, jvm.heapLiveBytes(), executor);
    add(Component.METASPACE, jvm.metaspaceBytes(), executor);
    add(Component.CODE_CACHE, jvm.codeCacheBytes(), executor);
    add(
        Component.METASPACE_AND_CODE,
        jvm.metaspaceBytes() < 0 ? -1 : jvm.metaspaceBytes() + Math.max(0, jvm.codeCacheBytes()),
        executor);
    add(Component.DIRECT, jvm.directBytes(), executor);
    add(Component.MAPPED, jvm.mappedBytes(), executor);
    add(Component.THREADS, jvm.threads(), executor);
    add(Component.PYTHON, memory.pythonBytes(), executor);
    if (report.tasks().running() > 0) {
      add(
          Component.PYTHON_PER_TASK,
          memory.pythonBytes() <= 0 ? -1 : memory.pythonBytes() / report.tasks().running(),
          executor);
    }
    add(Component.SHMEM, memory.shmemBytes(), executor);
    series
        .get(Component.HARD)
        .add(Source.HEADROOM, memory.hardBytes(), memory.peakHardBytes(), executor);
    long beside = track.besideHeap(memory);
    add(Component.BESIDE_HEAP, beside, executor);
    add(Component.NATIVE_REST, nativeRest(beside, report), executor);
    track.tasks(report.tasks(), beside);
    if (!jvm.collector().isEmpty()) {
      collector = jvm.collector();
    }
    limitBytes = Math.max(limitBytes, memory.limitBytes());
    heapGrew |= ExecutorTrack.growsByNeed(memory);
    shed = Math.max(shed, report.tasks().shed());
    held = Math.max(held, report.tasks().held());
    oomKills = Math.max(oomKills, memory.oomKills());
  }

  /** What is unknown stays within the rest, which is then too large: −1 only where all is. */
  static long nativeRest(long besideHeap, ExecutorReport report) {
    return besideHeap < 0
        ? -1
        : Math.max(
            0,
            besideHeap
                - Math.max(0, report.jvm().metaspaceBytes())
                - Math.max(0, report.jvm().codeCacheBytes())
                - Math.max(0, report.jvm().directBytes())
                - Math.max(0, report.memory().pythonBytes())
                - Math.max(0, report.memory().shmemBytes()));
  }

  private void add(Component component, long value, String executor) {
    series.get(component).add(Source.HEADROOM, value, executor);
  }

  /** Spark's figures are 0 where not measured, and each is a peak at another moment. */
  void executorPeaks(ExecutorPeaks peaks) {
    long heap = spark(Component.HEAP_USED, peaks, "JVMHeapMemory");
    long nonHeap = spark(Component.METASPACE_AND_CODE, peaks, "JVMOffHeapMemory");
    long direct = spark(Component.DIRECT, peaks, "DirectPoolMemory");
    spark(Component.MAPPED, peaks, "MappedPoolMemory");
    long jvm = peaks.get("ProcessTreeJVMRSSMemory");
    if (jvm <= 0) {
      return;
    }
    // With the JVM's resident memory there, 0 for Python means that there was none.
    long python = Math.max(0, peaks.get("ProcessTreePythonRSSMemory"));
    long beside = Math.max(0, jvm - Math.max(0, heap));
    fromSpark(Component.PYTHON, python, peaks);
    fromSpark(
        Component.HARD, jvm + python + Math.max(0, peaks.get("ProcessTreeOtherRSSMemory")), peaks);
    fromSpark(Component.BESIDE_HEAP, beside + python, peaks);
    fromSpark(
        Component.NATIVE_REST,
        Math.max(0, beside - Math.max(0, nonHeap) - Math.max(0, direct)),
        peaks);
  }

  private long spark(Component component, ExecutorPeaks peaks, String name) {
    long value = peaks.get(name);
    fromSpark(component, value > 0 ? value : -1, peaks);
    return value;
  }

  private void fromSpark(Component component, long value, ExecutorPeaks peaks) {
    series.get(component).add(Source.EXECUTOR_METRICS, value, peaks.executorId());
  }

  /** A task that ended; {@code track} null where its executor never reported. */
  void taskEnded(TaskEnded ended, ExecutorTrack track) {
    tasksEnded++;
    seenAt(ended.timeMillis());
    if (ended.metrics() != null) {
      taskMillis += ended.metrics().durationMillis();
      collectionMillis += ended.metrics().collectionMillis();
      taskMetric(Component.HEAP_USED, ended.metrics().heapPeakBytes(), ended);
      taskMetric(Component.EXECUTION, ended.metrics().peakExecutionBytes(), ended);
    }
    if (track != null && ended.outcome() == TaskEnded.Outcome.SUCCESS) {
      track.taskEndedWell();
      fullLoad = FullLoad.better(fullLoad, track.fullLoad());
    }
  }

  private void taskMetric(Component component, long value, TaskEnded ended) {
    series.get(component).add(Source.TASK_METRICS, value > 0 ? value : -1, ended.executorId());
  }

  private void seenAt(long millis) {
    firstMillis = Math.min(firstMillis, millis);
    lastMillis = Math.max(lastMillis, millis);
  }

  /** The peak of one component; one that says so where it was not measured. */
  public Peak peak(Component component) {
    return series.get(component).peak();
  }

  /** All components, measured or not, in their order. */
  public List<Peak> all() {
    List<Peak> all = new ArrayList<>();
    for (Component component : Component.values()) {
      all.add(peak(component));
    }
    return all;
  }

  /** Share of the tasks' time for which their JVM collected, 0 to 1; 0 where none ended. */
  public double collectionShare() {
    return taskMillis == 0 ? 0 : collectionMillis / (double) taskMillis;
  }

  /** Null where it was not seen. */
  FullLoad fullLoad() {
    return fullLoad;
  }

  /** As Headroom names it; empty where the plugin was not there. */
  public String collector() {
    return collector;
  }

  /** True once a heap was seen that was not committed from the start, whatever flags say. */
  boolean heapGrew() {
    return heapGrew;
  }

  /** The largest limit of memory that an executor found itself under; −1 where not known. */
  public long limitBytes() {
    return limitBytes;
  }

  /** The most that an executor registered with; 0 where none was heard of. */
  int cores() {
    return cores;
  }

  /** Processes killed by the kernel under an executor that lived on: the most of any executor. */
  public long oomKills() {
    return oomKills;
  }

  /** Tasks shed: the most of any executor. */
  public long shed() {
    return shed;
  }

  /** Tasks that had to wait at the gate: the most of any executor. */
  public long held() {
    return held;
  }

  public long reports() {
    return reports;
  }

  public long tasksEnded() {
    return tasksEnded;
  }

  /** From the first fact to the last, milliseconds; 0 where there is none. */
  public long spanMillis() {
    return firstMillis > lastMillis ? 0 : lastMillis - firstMillis;
  }
}
