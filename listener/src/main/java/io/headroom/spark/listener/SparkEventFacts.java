/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.listener;

import io.headroom.spark.listener.event.EventReplay;
import io.headroom.spark.record.Application;
import io.headroom.spark.record.ExecutorAdded;
import io.headroom.spark.record.ExecutorPeaks;
import io.headroom.spark.record.ExecutorRemoved;
import io.headroom.spark.record.Facts;
import io.headroom.spark.record.JobFailed;
import io.headroom.spark.record.StageEnded;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerApplicationEnd;
import org.apache.spark.scheduler.SparkListenerApplicationStart;
import org.apache.spark.scheduler.SparkListenerEnvironmentUpdate;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerLogStart;
import org.apache.spark.scheduler.SparkListenerResourceProfileAdded;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerStageExecutorMetrics;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.StageInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;
import scala.Tuple2;

/**
 * Hears Spark's events, live or replayed from an event log, and tells them as facts on the thread
 * that brings them. What cannot be told is left out and said once; nothing is thrown into Spark's
 * bus. Made for one application.
 */
public class SparkEventFacts extends SparkListener {
  private static final Logger LOG = LoggerFactory.getLogger(SparkEventFacts.class);

  /** By name, as Spark SQL may not be there. */
  private static final String STREAMING_PROGRESS =
      "org.apache.spark.sql.streaming.StreamingQueryListener$QueryProgressEvent";

  private final Facts facts;
  private final EventReplay replay;
  private final AtomicBoolean told = new AtomicBoolean();
  private String sparkVersion;

  /**
   * Tells facts, and what our own events hold.
   *
   * @param sparkVersion live: the version that runs, which no event tells; replayed: empty, as the
   *     log's first line tells it
   */
  public SparkEventFacts(Facts facts, String sparkVersion) {
    this.facts = facts;
    this.sparkVersion = sparkVersion;
    this.replay = new EventReplay(facts);
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd event) {
    try {
      // Spark has no info for a task of a stage that it has forgotten.
      if (event.taskInfo() != null && event.reason() != null) {
        facts.taskEnded(TaskEndFacts.of(event));
      }
    } catch (RuntimeException | LinkageError e) {
      tell(event, e);
    }
  }

  @Override
  public void onStageCompleted(SparkListenerStageCompleted event) {
    try {
      StageInfo stage = event.stageInfo();
      facts.stageEnded(
          new StageEnded(
              stage.stageId(),
              stage.attemptNumber(),
              stage.name(),
              stage.numTasks(),
              stage.resourceProfileId(),
              orElse(stage.failureReason(), ""),
              (Long) orElse(stage.submissionTime(), 0L),
              (Long) orElse(stage.completionTime(), 0L)));
    } catch (RuntimeException | LinkageError e) {
      tell(event, e);
    }
  }

  @Override
  public void onJobEnd(SparkListenerJobEnd event) {
    try {
      if (event.jobResult() instanceof org.apache.spark.scheduler.JobFailed failed) {
        Exception cause = failed.exception();
        String message = cause == null || cause.getMessage() == null ? "" : cause.getMessage();
        facts.jobFailed(new JobFailed(event.jobId(), message, event.time()));
      }
    } catch (RuntimeException | LinkageError e) {
      tell(event, e);
    }
  }

  @Override
  public void onEnvironmentUpdate(SparkListenerEnvironmentUpdate event) {
    try {
      facts.environment(EnvironmentFacts.of(event));
    } catch (RuntimeException | LinkageError e) {
      tell(event, e);
    }
  }

  @Override
  public void onResourceProfileAdded(SparkListenerResourceProfileAdded event) {
    try {
      facts.resourceProfile(EnvironmentFacts.profile(event.resourceProfile()));
    } catch (RuntimeException | LinkageError e) {
      tell(event, e);
    }
  }

  @Override
  public void onExecutorAdded(SparkListenerExecutorAdded event) {
    try {
      facts.executorAdded(
          new ExecutorAdded(
              event.executorId(),
              event.executorInfo().executorHost(),
              event.executorInfo().totalCores(),
              event.executorInfo().resourceProfileId(),
              event.time()));
    } catch (RuntimeException | LinkageError e) {
      tell(event, e);
    }
  }

  @Override
  public void onExecutorRemoved(SparkListenerExecutorRemoved event) {
    try {
      String reason = event.reason() == null ? "" : event.reason();
      facts.executorRemoved(new ExecutorRemoved(event.executorId(), reason, event.time()));
    } catch (RuntimeException | LinkageError e) {
      tell(event, e);
    }
  }

  /** Comes with heartbeats, live only. */
  @Override
  public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate event) {
    try {
      var updates = event.executorUpdates().iterator();
      while (updates.hasNext()) {
        Tuple2<Tuple2<Object, Object>, org.apache.spark.executor.ExecutorMetrics> update =
            updates.next();
        facts.executorPeaks(
            new ExecutorPeaks(
                event.execId(),
                (Integer) update._1()._1(),
                (Integer) update._1()._2(),
                SparkMetricNames.values(update._2())));
      }
    } catch (RuntimeException | LinkageError e) {
      tell(event, e);
    }
  }

  /** Comes at the end of a stage, in event logs only. */
  @Override
  public void onStageExecutorMetrics(SparkListenerStageExecutorMetrics event) {
    try {
      facts.executorPeaks(
          new ExecutorPeaks(
              event.execId(),
              event.stageId(),
              event.stageAttemptId(),
              SparkMetricNames.values(event.executorMetrics())));
    } catch (RuntimeException | LinkageError e) {
      tell(event, e);
    }
  }

  @Override
  public void onApplicationStart(SparkListenerApplicationStart event) {
    try {
      facts.application(
          new Application(orElse(event.appId(), ""), event.appName(), sparkVersion, event.time()));
    } catch (RuntimeException | LinkageError e) {
      tell(event, e);
    }
  }

  @Override
  public void onApplicationEnd(SparkListenerApplicationEnd event) {
    try {
      facts.applicationEnded(event.time());
    } catch (RuntimeException | LinkageError e) {
      tell(event, e);
    }
  }

  @Override
  public void onOtherEvent(SparkListenerEvent event) {
    try {
      if (event instanceof HeadroomEvent own) {
        recorded(own);
      } else if (event instanceof SparkListenerLogStart start) {
        sparkVersion = start.sparkVersion();
      } else if (event.getClass().getName().equals(STREAMING_PROGRESS)) {
        facts.streamingProgress(StreamingFacts.of(event));
      }
    } catch (RuntimeException | LinkageError e) {
      tell(event, e);
    }
  }

  /** An event of our own: from a log here; live, the one who posted it knows it already. */
  void recorded(HeadroomEvent event) {
    replay.replay(event);
  }

  private void tell(Object event, Throwable problem) {
    if (told.compareAndSet(false, true)) {
      LOG.warn(
          "Headroom: could not read a {}; such events are left out",
          event.getClass().getSimpleName(),
          problem);
    }
  }

  private static <T> T orElse(Option<T> option, T other) {
    return option != null && option.isDefined() ? option.get() : other;
  }
}
