/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act;

/** A task attempt that does what the test says. */
final class FakeTask implements TaskAttempt {
  private final long attemptId;
  private final WorkId work;
  private final boolean barrier;
  volatile boolean interrupted;

  FakeTask(long attemptId) {
    this(attemptId, (int) attemptId, false);
  }

  FakeTask(long attemptId, int partition, boolean barrier) {
    this.attemptId = attemptId;
    this.work = new WorkId(0, partition);
    this.barrier = barrier;
  }

  @Override
  public long attemptId() {
    return attemptId;
  }

  @Override
  public WorkId work() {
    return work;
  }

  @Override
  public boolean barrier() {
    return barrier;
  }

  @Override
  public boolean interrupted() {
    return interrupted;
  }
}
