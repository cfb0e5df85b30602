/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.Success$;
import org.apache.spark.TaskKilled;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;

/** Counts what Spark itself reports of an application. Written by the listener bus, read by any. */
final class RunListener extends SparkListener {
  private final long startNanos = System.nanoTime();
  private final List<RemovedExecutor> removed = new ArrayList<>();
  private int started;
  private int succeeded;
  private int failed;
  private int shed;
  private int killedOtherwise;
  private long longestMillis;

  @Override
  public synchronized void onTaskStart(SparkListenerTaskStart event) {
    started++;
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd event) {
    longestMillis = Math.max(longestMillis, event.taskInfo().duration());
    if (event.reason() == Success$.MODULE$) {
      succeeded++;
    } else if (event.reason() instanceof TaskKilled killed) {
      if (killed.reason().toLowerCase(Locale.ROOT).contains("headroom")) {
        shed++;
      } else {
        killedOtherwise++;
      }
    } else {
      failed++;
    }
  }

  @Override
  public synchronized void onExecutorRemoved(SparkListenerExecutorRemoved event) {
    removed.add(new RemovedExecutor(event.executorId(), event.reason(), secondsSinceStart()));
  }

  synchronized Tasks tasks() {
    return new Tasks(succeeded, failed, shed, killedOtherwise, longestMillis / 1000.0);
  }

  synchronized List<RemovedExecutor> removed() {
    return List.copyOf(removed);
  }

  synchronized Progress progress() {
    int lost = (int) removed.stream().filter(RemovedExecutor::lost).count();
    int running = Math.max(0, started - succeeded - failed - shed - killedOtherwise);
    return new Progress(tasks(), lost, running, secondsSinceStart());
  }

  private double secondsSinceStart() {
    return (System.nanoTime() - startNanos) / 1e9;
  }
}
