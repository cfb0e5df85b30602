/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

import io.headroom.spark.record.TaskEnded;
import io.headroom.spark.record.TaskEnded.Outcome;

/** A task attempt that ended well after a second, unless said otherwise. */
final class Task {
  private String executor = "1";
  private long millis;
  private int stage;
  private long duration = 1000;
  private long collection;
  private long memorySpilled;
  private long diskSpilled;
  private long execution;
  private long input;
  private long shuffleRead;
  private long shuffleWrite;
  private long heapPeak;

  static Task at(long seconds) {
    Task task = new Task();
    task.millis = seconds * 1000;
    return task;
  }

  Task of(String id) {
    executor = id;
    return this;
  }

  Task stage(int id) {
    stage = id;
    return this;
  }

  Task took(long durationMillis, long collectionMillis) {
    duration = durationMillis;
    collection = collectionMillis;
    return this;
  }

  Task spilled(long memoryMib, long diskMib) {
    memorySpilled = memoryMib;
    diskSpilled = diskMib;
    return this;
  }

  Task execution(long mib) {
    execution = mib;
    return this;
  }

  Task read(long inputMib, long shuffleMib) {
    input = inputMib;
    shuffleRead = shuffleMib;
    return this;
  }

  Task wrote(long shuffleMib) {
    shuffleWrite = shuffleMib;
    return this;
  }

  Task heapPeak(long mib) {
    heapPeak = mib;
    return this;
  }

  TaskEnded build(long id) {
    return new TaskEnded(
        millis,
        stage,
        0,
        id,
        (int) id,
        0,
        executor,
        "h1",
        Outcome.SUCCESS,
        "",
        "",
        "",
        false,
        "",
        new TaskEnded.Metrics(
            duration,
            collection,
            memorySpilled * Story.MIB,
            diskSpilled * Story.MIB,
            execution * Story.MIB,
            input * Story.MIB,
            shuffleRead * Story.MIB,
            shuffleWrite * Story.MIB,
            1000,
            heapPeak * Story.MIB));
  }
}
