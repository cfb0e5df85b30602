/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import io.headroom.spark.record.ExecutorAdded;
import io.headroom.spark.record.ExecutorRemoved;
import io.headroom.spark.record.ExecutorReport;
import io.headroom.spark.record.Facts;
import io.headroom.spark.record.JobFailed;
import io.headroom.spark.record.KernelKill;
import io.headroom.spark.record.LogLine;
import io.headroom.spark.record.ProcessLook;
import io.headroom.spark.record.StageEnded;
import io.headroom.spark.record.TaskEnded;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Joins facts to incidents. Spark tells of one loss in many places and in no fixed order, with a
 * first reason that is often a mask for the second; so nothing is told before its facts have had
 * some seconds to come in, and what a later fact changes is told again under the same id.
 *
 * <ul>
 *   <li>An executor's end, with every removal told of it, its tasks, the exceptions of a minute
 *       around it, the kernel's kills on its host, its last reports and what others saw of it.
 *       Graceful ends are told too, since a mask looks the same: the causes judge. Only what goes
 *       with the application's own end, and takes nothing along, is left out.
 *   <li>Tasks that failed on executors that lived on: equal ones of a stage are one incident.
 *   <li>A process killed beside its executor; an executor that has fallen silent; a job that failed
 *       for a reason of its own.
 * </ul>
 *
 * <p>No clock and no thread: time is what {@link #due} is asked about, the driver's clock live and
 * the log's when reading one. Memory is bounded by the caps that each part states, whether or not
 * anybody asks; nothing takes longer per fact with more executors. Confined to one thread.
 */
public final class IncidentJoiner implements Facts {
  /** "executor 3", "executor ID 3", "executor with id 3". */
  private static final Pattern NAMED =
      Pattern.compile("(?i)\\bexecutor (?:with )?(?:id )?(\\d{1,9})\\b");

  private static final int MOST_NAMED = 4;

  private final Evidence evidence;
  private final LostExecutors lost;
  private final KilledProcesses killed;
  private final TaskFailures failures;
  private final FailedJobs jobs;
  private final SilentExecutors silent;

  /**
   * @param application what incidents refer to; to be given each fact before this joiner is
   * @param silentAfterMillis how long an executor that reports each second may be silent before
   *     that is told; 0 where nobody reports live, as when reading a log
   */
  public IncidentJoiner(ApplicationView application, long silentAfterMillis) {
    evidence = new Evidence(application);
    lost = new LostExecutors(evidence);
    killed = new KilledProcesses(evidence, lost);
    failures = new TaskFailures(evidence, lost, killed);
    jobs = new FailedJobs(evidence, lost, killed, failures);
    silent = new SilentExecutors(evidence, silentAfterMillis);
  }

  @Override
  public void executorAdded(ExecutorAdded added) {
    evidence.traces().of(added.executorId()).foundAt(added.host());
    evidence.processes().added(added.executorId(), added.host());
    silent.added(added.executorId());
  }

  @Override
  public void executorRemoved(ExecutorRemoved removed) {
    String id = removed.executorId();
    silent.removed(id);
    lost.removed(removed);
    failures.lost(id, removed.timeMillis());
    evidence.processes().removed(id);
  }

  @Override
  public void taskEnded(TaskEnded ended) {
    switch (ended.outcome()) {
      case EXECUTOR_LOST -> {
        lost.taskLost(ended);
        failures.lost(ended.executorId(), ended.timeMillis());
      }
      case EXCEPTION, FETCH_FAILED -> {
        if (evidence.failures().add(ended)) {
          lost.evidenceOf(ended.executorId(), ended.timeMillis());
        }
        failures.failed(ended);
      }
      // Killed tasks are Spark's own doing; the rest is told by what led to it.
      default -> {}
    }
  }

  @Override
  public void stageEnded(StageEnded ended) {
    jobs.ended(ended);
  }

  @Override
  public void jobFailed(JobFailed failed) {
    jobs.failed(failed);
  }

  @Override
  public void report(ExecutorReport report) {
    Trace trace = evidence.traces().of(report.executorId());
    long killsBefore = trace.oomKills();
    evidence.processes().reported(report);
    silent.reported(report.executorId());
    if (!trace.add(report, evidence.traces().reportsOfEach())) {
      return;
    }
    lost.evidenceOf(report.executorId(), report.timeMillis());
    if (trace.oomKills() > killsBefore) {
      killed.counted(report, trace.oomKills() - killsBefore);
    }
  }

  @Override
  public void kernelKill(KernelKill kill) {
    if (evidence.kills().add(kill)) {
      lost.evidenceOn(kill.host(), kill.timeMillis());
      killed.logged(kill);
    }
  }

  @Override
  public void processLook(ProcessLook look) {
    if (evidence.traces().of(look.executorId()).add(look)) {
      lost.evidenceOf(look.executorId(), look.timeMillis());
      silent.evidenceOf(look.executorId(), look.timeMillis());
    }
  }

  @Override
  public void logLine(LogLine line) {
    keep(line.executorId(), line);
    // What the driver logs of an executor belongs to both.
    Matcher named = NAMED.matcher(line.text());
    for (int i = 0; i < MOST_NAMED && named.find(); i++) {
      if (!named.group(1).equals(line.executorId())) {
        keep(named.group(1), line);
      }
    }
  }

  @Override
  public void applicationEnded(long timeMillis) {
    lost.applicationEnded(timeMillis);
  }

  /**
   * The incidents whose facts have had their time by now, each in its latest form.
   *
   * @param nowMillis on the driver's clock, or how far a log has been read. Who reads logs may lag
   *     behind, as Headroom's own reports are written to them late
   */
  public List<Incident> due(long nowMillis) {
    silent.scan(nowMillis);
    return evidence.drafts().due(nowMillis);
  }

  /** All that is still to be told. */
  public List<Incident> finish() {
    Map<String, Incident> last = new LinkedHashMap<>();
    evidence.drafts().all().forEach(incident -> last.put(incident.id(), incident));
    failures.outdated();
    jobs.outdated();
    evidence.drafts().all().forEach(incident -> last.put(incident.id(), incident));
    return new ArrayList<>(last.values());
  }

  /** Lost executors that could not be told of, since too many were lost at once. */
  public long forgotten() {
    return lost.forgotten();
  }

  /** How many things are held, for tests of the bounds. */
  int size() {
    return evidence.traces().size()
        + evidence.drafts().size()
        + lost.size()
        + failures.size()
        + jobs.size()
        + silent.size();
  }

  private void keep(String executorId, LogLine line) {
    if (evidence.traces().of(executorId).add(line)) {
      lost.evidenceOf(executorId, line.timeMillis());
    }
  }
}
