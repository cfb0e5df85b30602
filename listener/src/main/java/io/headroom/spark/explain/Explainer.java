/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

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
import java.util.ArrayList;
import java.util.List;

/**
 * From facts to what is worth telling: remembers the application, joins incidents, diagnoses them,
 * and keeps the best diagnosis of each. The same for the live listener and for the Doctor. Confined
 * to one thread.
 */
public final class Explainer implements Facts {
  private final Diagnostician diagnostician;
  private final Diagnoses diagnoses;
  private final ApplicationMemory application;
  private final IncidentJoiner joiner;

  /**
   * With all causes there are.
   *
   * @param silentAfterMillis as for {@link IncidentJoiner}; 0 when reading a log
   */
  public Explainer(long silentAfterMillis) {
    this(Causes.ALL, silentAfterMillis);
  }

  /** With the given causes, the specific ones before the general ones. */
  public Explainer(List<Cause> causes, long silentAfterMillis) {
    diagnostician = new Diagnostician(causes);
    diagnoses = new Diagnoses(causes);
    application = new ApplicationMemory(diagnoses::lostBy);
    joiner = new IncidentJoiner(application, silentAfterMillis);
  }

  /** What is known of the application. */
  public ApplicationMemory application() {
    return application;
  }

  /** The best diagnoses so far. */
  public Diagnoses diagnoses() {
    return diagnoses;
  }

  /** What is newly worth telling by now; see {@link IncidentJoiner#due}. */
  public List<Diagnosis> due(long nowMillis) {
    return told(joiner.due(nowMillis));
  }

  /** What is left to tell. */
  public List<Diagnosis> finish() {
    return told(joiner.finish());
  }

  private List<Diagnosis> told(List<Incident> incidents) {
    List<Diagnosis> told = new ArrayList<>();
    for (Incident incident : incidents) {
      diagnoses.take(diagnostician.diagnose(incident)).ifPresent(told::add);
    }
    return told;
  }

  @Override
  public void application(Application fact) {
    application.application(fact);
    joiner.application(fact);
  }

  @Override
  public void environment(Environment fact) {
    application.environment(fact);
    joiner.environment(fact);
  }

  @Override
  public void resourceProfile(ResourceProfile fact) {
    application.resourceProfile(fact);
    joiner.resourceProfile(fact);
  }

  @Override
  public void executorAdded(ExecutorAdded fact) {
    application.executorAdded(fact);
    joiner.executorAdded(fact);
  }

  @Override
  public void executorRemoved(ExecutorRemoved fact) {
    application.executorRemoved(fact);
    joiner.executorRemoved(fact);
  }

  @Override
  public void taskEnded(TaskEnded fact) {
    application.taskEnded(fact);
    joiner.taskEnded(fact);
  }

  @Override
  public void stageEnded(StageEnded fact) {
    application.stageEnded(fact);
    joiner.stageEnded(fact);
  }

  @Override
  public void jobFailed(JobFailed fact) {
    application.jobFailed(fact);
    joiner.jobFailed(fact);
  }

  @Override
  public void executorPeaks(ExecutorPeaks fact) {
    application.executorPeaks(fact);
    joiner.executorPeaks(fact);
  }

  @Override
  public void report(ExecutorReport fact) {
    application.report(fact);
    joiner.report(fact);
  }

  @Override
  public void kernelKill(KernelKill fact) {
    application.kernelKill(fact);
    joiner.kernelKill(fact);
  }

  @Override
  public void processLook(ProcessLook fact) {
    application.processLook(fact);
    joiner.processLook(fact);
  }

  @Override
  public void logLine(LogLine fact) {
    application.logLine(fact);
    joiner.logLine(fact);
  }

  @Override
  public void applicationEnded(long timeMillis) {
    application.applicationEnded(timeMillis);
    joiner.applicationEnded(timeMillis);
  }
}
