/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

import io.headroom.spark.record.ExecutorReport;
import java.util.List;

/** An executor's report: 4 slots, 300 MiB of heap touched of 1024, unless said otherwise. */
final class Report {
  private String executor = "1";
  private long millis;
  private long hard = 500;
  private long peakHard = -1;
  private long limit = 2048;
  private long used = 250;
  private long committed = 300;
  private long max = 1024;
  private long live = 150;
  private long metaspace = 80;
  private long code = 20;
  private long direct = 10;
  private long python;
  private long shmem;
  private long oomKills;
  private int running = 4;
  private int cap = 4;
  private long shed;
  private long held;
  private String collector = "G1";

  static Report at(long seconds) {
    Report report = new Report();
    report.millis = seconds * 1000;
    return report;
  }

  Report of(String id) {
    executor = id;
    return this;
  }

  Report hard(long mib) {
    hard = mib;
    return this;
  }

  Report peakHard(long mib) {
    peakHard = mib;
    return this;
  }

  Report limit(long mib) {
    limit = mib;
    return this;
  }

  Report heap(long usedMib, long committedMib, long maxMib) {
    used = usedMib;
    committed = committedMib;
    max = maxMib;
    return this;
  }

  Report live(long mib) {
    live = mib;
    return this;
  }

  Report direct(long mib) {
    direct = mib;
    return this;
  }

  Report python(long mib) {
    python = mib;
    return this;
  }

  Report shmem(long mib) {
    shmem = mib;
    return this;
  }

  Report oomKills(long count) {
    oomKills = count;
    return this;
  }

  Report running(int tasks, int most) {
    running = tasks;
    cap = most;
    return this;
  }

  Report shed(long tasks) {
    shed = tasks;
    return this;
  }

  Report held(long tasks) {
    held = tasks;
    return this;
  }

  Report collector(String name) {
    collector = name;
    return this;
  }

  ExecutorReport build() {
    return new ExecutorReport(
        executor,
        "h1",
        1,
        millis,
        "CALM",
        "LIMIT",
        new ExecutorReport.Memory(
            Story.mebibytes(hard),
            Story.mebibytes(limit),
            Story.mebibytes(Math.max(hard, peakHard)),
            Story.mebibytes(hard),
            0.5,
            0,
            Double.POSITIVE_INFINITY,
            Story.mebibytes(used),
            Story.mebibytes(committed),
            Story.mebibytes(max),
            0,
            Story.mebibytes(shmem),
            0,
            0,
            Story.mebibytes(python),
            -1,
            oomKills),
        new ExecutorReport.Jvm(
            collector,
            Story.mebibytes(live),
            Story.mebibytes(metaspace),
            Story.mebibytes(code),
            Story.mebibytes(direct),
            0,
            60,
            10,
            100),
        new ExecutorReport.Stalls(0, 0, 0, 0, 0, 0, 0, 0, true),
        new ExecutorReport.Tasks(running, 0, cap, 4, shed, held, 0, 0, 0),
        new ExecutorReport.Cost(1, 1, 1),
        List.of());
  }
}
