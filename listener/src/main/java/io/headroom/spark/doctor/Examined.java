/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.doctor;

import io.headroom.spark.explain.Diagnosis;
import io.headroom.spark.explain.Explainer;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.advice.Advice;
import io.headroom.spark.explain.advice.ApplicationAdvice;
import io.headroom.spark.record.Application;
import io.headroom.spark.record.Environment;
import io.headroom.spark.record.ExecutorAdded;
import io.headroom.spark.record.ExecutorPeaks;
import io.headroom.spark.record.ExecutorRemoved;
import io.headroom.spark.record.ExecutorReport;
import io.headroom.spark.record.Facts;
import io.headroom.spark.record.JobFailed;
import io.headroom.spark.record.KernelKill;
import io.headroom.spark.record.LogLine;
import io.headroom.spark.record.ProcessLook;
import io.headroom.spark.record.ResourceProfile;
import io.headroom.spark.record.StageEnded;
import io.headroom.spark.record.TaskEnded;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One application under examination: hands each fact on, and keeps what a report is made of. */
final class Examined implements Facts, OwnEvents.Told {
  /** Headroom writes its reports up to a minute late, so incidents wait longer than that. */
  private static final long LAG_MILLIS = 120_000;

  /** Between two looks for incidents whose facts are complete, on the log's own clock. */
  private static final long STEP_MILLIS = 1000;

  private static final int MOST_TOLD = 2000;

  private final VolumeCount volume = new VolumeCount();
  private final Explainer explainer = new Explainer(0);
  private final ApplicationAdvice advice = new ApplicationAdvice();
  private final Map<String, List<Finding>> told = new LinkedHashMap<>();
  private Application application;
  private long endMillis;
  private long lookedMillis;

  Application application() {
    return application;
  }

  long endMillis() {
    return endMillis;
  }

  Volume volume() {
    return volume.volume();
  }

  /** To be called after the last fact; the diagnoses of all incidents. */
  List<Diagnosis> finish() {
    explainer.finish();
    return explainer.diagnoses().all().stream().map(this::withWhatWasTold).toList();
  }

  /** To be called after {@link #finish}, as some of it rests on what was lost. */
  List<Advice> advice() {
    return advice.advice(explainer.application());
  }

  /**
   * What was told live, if it was no less sure: it may rest on more than the log holds, and log,
   * page and Doctor are to say the same.
   */
  private Diagnosis withWhatWasTold(Diagnosis diagnosis) {
    List<Finding> before = told.get(diagnosis.incident().id());
    if (before == null || before.get(0).confidence().compareTo(diagnosis.top().confidence()) < 0) {
      return diagnosis;
    }
    return new Diagnosis(diagnosis.incident(), before);
  }

  @Override
  public void diagnosis(String incidentId, List<Finding> findings) {
    if (told.size() < MOST_TOLD || told.containsKey(incidentId)) {
      told.put(incidentId, findings);
    }
  }

  private void step() {
    long now = volume.lastMillis();
    if (now - lookedMillis >= STEP_MILLIS) {
      lookedMillis = now;
      explainer.due(now - LAG_MILLIS);
    }
  }

  @Override
  public void application(Application fact) {
    application = fact;
    explainer.application(fact);
  }

  @Override
  public void environment(Environment fact) {
    explainer.environment(fact);
  }

  @Override
  public void resourceProfile(ResourceProfile fact) {
    explainer.resourceProfile(fact);
    advice.resourceProfile(fact);
  }

  @Override
  public void executorAdded(ExecutorAdded fact) {
    volume.executorAdded(fact);
    explainer.executorAdded(fact);
    advice.executorAdded(fact);
    step();
  }

  @Override
  public void executorRemoved(ExecutorRemoved fact) {
    volume.executorRemoved(fact);
    explainer.executorRemoved(fact);
    advice.executorRemoved(fact);
    step();
  }

  @Override
  public void taskEnded(TaskEnded fact) {
    volume.taskEnded(fact);
    explainer.taskEnded(fact);
    advice.taskEnded(fact);
    step();
  }

  @Override
  public void stageEnded(StageEnded fact) {
    volume.stageEnded(fact);
    explainer.stageEnded(fact);
    advice.stageEnded(fact);
    step();
  }

  @Override
  public void jobFailed(JobFailed fact) {
    volume.jobFailed(fact);
    explainer.jobFailed(fact);
    step();
  }

  @Override
  public void executorPeaks(ExecutorPeaks fact) {
    explainer.executorPeaks(fact);
    advice.executorPeaks(fact);
  }

  @Override
  public void report(ExecutorReport fact) {
    volume.report(fact);
    explainer.report(fact);
    advice.report(fact);
    step();
  }

  @Override
  public void kernelKill(KernelKill fact) {
    explainer.kernelKill(fact);
  }

  @Override
  public void processLook(ProcessLook fact) {
    explainer.processLook(fact);
  }

  @Override
  public void logLine(LogLine fact) {
    explainer.logLine(fact);
  }

  @Override
  public void applicationEnded(long timeMillis) {
    endMillis = timeMillis;
    volume.applicationEnded(timeMillis);
    explainer.applicationEnded(timeMillis);
  }
}
