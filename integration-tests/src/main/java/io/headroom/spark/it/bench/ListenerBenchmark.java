/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.bench;

import io.headroom.spark.listener.HeadroomListener;
import java.util.concurrent.TimeUnit;
import org.apache.spark.ExceptionFailure;
import org.apache.spark.SparkConf;
import org.apache.spark.Success$;
import org.apache.spark.TaskEndReason;
import org.apache.spark.executor.ExecutorMetrics;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.TaskInfo;
import org.apache.spark.scheduler.TaskLocality;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import scala.collection.immutable.Nil$;
import scala.collection.immutable.Seq;

/**
 * What Spark's listener bus spends in our listener for each end of a task. Run by {@code bin/bench
 * listener}. Events come in bursts that the listener's queue has room for, with pauses in which it
 * is emptied: so each one takes the whole way, and none is dropped, which would be cheaper.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 3)
public class ListenerBenchmark {
  private static final int BURST = 4_096;
  private static final long PAUSE_MILLIS = 300;

  private HeadroomListener listener;
  private SparkListenerTaskEnd[] succeeded;
  private SparkListenerTaskEnd[] failed;
  private int next;

  /** Makes a burst of different events. */
  @Setup
  public void open() {
    listener = new HeadroomListener(new SparkConf(false));
    succeeded = new SparkListenerTaskEnd[BURST];
    failed = new SparkListenerTaskEnd[BURST];
    for (int i = 0; i < BURST; i++) {
      succeeded[i] = taskEnd(i, Success$.MODULE$);
      failed[i] = taskEnd(i, failure(i));
    }
  }

  /** Lets the queue be emptied between bursts. */
  @Setup(Level.Invocation)
  public void pause() throws InterruptedException {
    if (++next == BURST) {
      next = 0;
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  /** Ends the listener's thread. */
  @TearDown
  public void close() {
    long dropped = listener.dropped();
    listener.close();
    if (dropped > 0) {
      throw new IllegalStateException(dropped + " events were dropped; the times mean nothing");
    }
  }

  /** A task that ended well, with its metrics. */
  @Benchmark
  public void taskSucceeded() {
    listener.onTaskEnd(succeeded[next]);
  }

  /** A task that failed with a stack trace. */
  @Benchmark
  public void taskFailed() {
    listener.onTaskEnd(failed[next]);
  }

  private static SparkListenerTaskEnd taskEnd(int i, TaskEndReason reason) {
    TaskInfo info =
        new TaskInfo(
            i, i % 200, 0, i % 200, 1_000_000, "7", "host-7", TaskLocality.NODE_LOCAL(), false);
    info.finishTime_$eq(1_000_000 + i);
    TaskMetrics metrics = TaskMetrics.empty();
    metrics.setExecutorRunTime(i);
    metrics.inputMetrics().incBytesRead(i * 1_000_000L);
    metrics.shuffleWriteMetrics().incBytesWritten(i * 100_000L);
    long[] peaks = new long[40];
    java.util.Arrays.fill(peaks, i * 1_000_000L);
    return new SparkListenerTaskEnd(
        i / 200, 0, "ShuffleMapTask", reason, info, new ExecutorMetrics(peaks), metrics);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // Scala's Nil is a list of everything.
  private static ExceptionFailure failure(int i) {
    Throwable thrown =
        new IllegalStateException("task " + i, new java.io.IOException("No space left on device"));
    return new ExceptionFailure(thrown, (Seq) (Object) Nil$.MODULE$);
  }
}
