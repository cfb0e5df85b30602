/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

import io.headroom.spark.record.TaskEnded;

/** What the attempts of one stage spilled, and what they would have needed not to. */
final class StageSpill {
  private static final double HIGH = 0.95;

  private final int stageId;
  private final LogHistogram needs = new LogHistogram();
  private String name = "";
  private int tasks;
  private long attempts;
  private long spilledAttempts;
  private long memoryBytes;
  private long diskBytes;
  private long shuffleReadBytes;
  private long mostSpilledByOne;

  StageSpill(int stageId) {
    this.stageId = stageId;
  }

  void add(TaskEnded.Metrics metrics) {
    attempts++;
    memoryBytes += metrics.memorySpilledBytes();
    diskBytes += metrics.diskSpilledBytes();
    shuffleReadBytes += metrics.shuffleReadBytes();
    mostSpilledByOne = Math.max(mostSpilledByOne, metrics.memorySpilledBytes());
    if (metrics.memorySpilledBytes() > 0) {
      spilledAttempts++;
    }
    // What was spilled had been held before, and what was held at last was held beside it.
    needs.add(metrics.peakExecutionBytes() + metrics.memorySpilledBytes());
  }

  void ended(String stageName, int taskCount) {
    name = stageName;
    tasks = taskCount;
  }

  int stageId() {
    return stageId;
  }

  String name() {
    return name;
  }

  /** As planned; the attempts that ended where the stage did not end yet. */
  int tasks() {
    return tasks > 0 ? tasks : (int) Math.min(Integer.MAX_VALUE, attempts);
  }

  long spilledAttempts() {
    return spilledAttempts;
  }

  /** Bytes of it in memory, before they were written. */
  long memoryBytes() {
    return memoryBytes;
  }

  /** Bytes of it on disk, serialized and compressed. */
  long diskBytes() {
    return diskBytes;
  }

  boolean readsShuffle() {
    return shuffleReadBytes > 0;
  }

  /** Memory with which half of the tasks would not have spilled. */
  long medianNeed() {
    return needs.quantile(0.5);
  }

  /** Memory with which 95 of 100 tasks would not have spilled. */
  long highNeed() {
    return needs.quantile(HIGH);
  }

  long mostNeed() {
    return needs.max();
  }

  /** The most that one attempt spilled, in memory's bytes. */
  long mostSpilledByOne() {
    return mostSpilledByOne;
  }
}
