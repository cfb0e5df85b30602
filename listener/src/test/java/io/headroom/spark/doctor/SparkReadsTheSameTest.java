/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.record.ExecutorAdded;
import io.headroom.spark.record.ExecutorRemoved;
import io.headroom.spark.record.StageEnded;
import io.headroom.spark.record.TaskEnded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.util.JsonProtocol;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Spark's own reader is the judge of ours. */
class SparkReadsTheSameTest {
  static List<Path> logs() {
    return RealLogs.all();
  }

  @ParameterizedTest
  @MethodSource("logs")
  void asWeDo(Path log) throws IOException {
    RecordedFacts facts = new RecordedFacts();
    RealLogs.read(new EventLog(log, List.of(log), false, 0), facts);

    List<Object> expected = new ArrayList<>();
    for (String line : Files.readAllLines(log)) {
      boolean measured = line.contains("\"Task Metrics\":");
      Object told = told(JsonProtocol.sparkEventFromJson(line), measured);
      if (told != null) {
        expected.add(told);
      }
    }

    List<Object> actual = new ArrayList<>();
    for (Object fact : facts.all()) {
      if (fact instanceof TaskEnded task) {
        actual.add(cheap(task));
      } else if (fact instanceof ExecutorAdded
          || fact instanceof ExecutorRemoved
          || fact instanceof StageEnded) {
        actual.add(fact);
      }
    }
    assertThat(actual).isNotEmpty().isEqualTo(expected);
  }

  private static Object told(SparkListenerEvent event, boolean measured) {
    if (event instanceof SparkListenerExecutorAdded added) {
      return new ExecutorAdded(
          added.executorId(),
          added.executorInfo().executorHost(),
          added.executorInfo().totalCores(),
          added.executorInfo().resourceProfileId(),
          added.time());
    }
    if (event instanceof SparkListenerExecutorRemoved removed) {
      return new ExecutorRemoved(
          removed.executorId(), LongText.cut(removed.reason()), removed.time());
    }
    if (event instanceof SparkListenerStageCompleted completed) {
      var stage = completed.stageInfo();
      return new StageEnded(
          stage.stageId(),
          stage.attemptNumber(),
          stage.name(),
          stage.numTasks(),
          stage.resourceProfileId(),
          stage.failureReason().isEmpty() ? "" : LongText.cut(stage.failureReason().get()),
          (long) stage.submissionTime().get(),
          (long) stage.completionTime().get());
    }
    return event instanceof SparkListenerTaskEnd task ? cheap(task, measured) : null;
  }

  private static List<Object> cheap(SparkListenerTaskEnd event, boolean measured) {
    TaskMetrics metrics = event.taskMetrics();
    List<Object> all =
        new ArrayList<>(
            List.of(
                event.stageId(),
                event.stageAttemptId(),
                event.taskInfo().taskId(),
                event.taskInfo().index(),
                event.taskInfo().attemptNumber(),
                event.taskInfo().executorId(),
                event.taskInfo().host(),
                event.taskInfo().finishTime()));
    if (!measured) {
      // Spark makes up metrics for tasks that have none.
      return all;
    }
    all.addAll(
        List.of(
            event.taskInfo().duration(),
            metrics.jvmGCTime(),
            metrics.memoryBytesSpilled(),
            metrics.diskBytesSpilled(),
            metrics.peakExecutionMemory(),
            metrics.inputMetrics().bytesRead(),
            metrics.shuffleReadMetrics().totalBytesRead(),
            metrics.shuffleWriteMetrics().bytesWritten(),
            metrics.resultSize(),
            event.taskExecutorMetrics().getMetricValue("JVMHeapMemory")));
    return all;
  }

  private static List<Object> cheap(TaskEnded task) {
    List<Object> all =
        new ArrayList<>(
            List.of(
                task.stageId(),
                task.stageAttempt(),
                task.taskId(),
                task.index(),
                task.attempt(),
                task.executorId(),
                task.host(),
                task.timeMillis()));
    TaskEnded.Metrics metrics = task.metrics();
    if (metrics == null) {
      return all;
    }
    all.addAll(
        List.of(
            metrics.durationMillis(),
            metrics.collectionMillis(),
            metrics.memorySpilledBytes(),
            metrics.diskSpilledBytes(),
            metrics.peakExecutionBytes(),
            metrics.inputBytes(),
            metrics.shuffleReadBytes(),
            metrics.shuffleWriteBytes(),
            metrics.resultBytes(),
            metrics.heapPeakBytes()));
    return all;
  }
}
