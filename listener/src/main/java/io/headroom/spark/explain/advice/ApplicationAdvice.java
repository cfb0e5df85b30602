/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

import io.headroom.spark.explain.ApplicationView;
import io.headroom.spark.explain.ClusterManager;
import io.headroom.spark.explain.Severity;
import io.headroom.spark.record.ExecutorAdded;
import io.headroom.spark.record.ExecutorPeaks;
import io.headroom.spark.record.ExecutorRemoved;
import io.headroom.spark.record.ExecutorReport;
import io.headroom.spark.record.Facts;
import io.headroom.spark.record.ResourceProfile;
import io.headroom.spark.record.StageEnded;
import io.headroom.spark.record.TaskEnded;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All advice for one application. Takes the facts as they come, in bounded memory; makes advice
 * only when asked, which takes milliseconds and may be repeated at any time.
 */
public final class ApplicationAdvice implements Facts {
  private static final Logger LOG = LoggerFactory.getLogger(ApplicationAdvice.class);

  /** Among equally severe ones: what the job dies of, then what slows it, then what costs. */
  private static final List<String> ORDER =
      List.of(
          "right-size",
          "budget",
          "tight-heap",
          "leak-heap",
          "leak-native",
          "leak-python",
          "heap-fixed",
          "spill-thresholds",
          "spill-merge",
          "spill",
          "python-batch",
          "collector",
          "over-provisioned",
          "large-heap",
          "earlier-filter");

  private final Peaks peaks = new Peaks();
  private final SpillSummary spills = new SpillSummary();
  private final LeakSuspicion leaks = new LeakSuspicion();
  private final Map<Integer, ResourceProfile> profiles = new TreeMap<>();
  private boolean told;

  @Override
  public void resourceProfile(ResourceProfile profile) {
    if (profiles.size() < Peaks.MOST_PROFILES) {
      profiles.put(profile.id(), profile);
    }
  }

  @Override
  public void executorAdded(ExecutorAdded added) {
    peaks.executorAdded(added);
  }

  @Override
  public void executorRemoved(ExecutorRemoved removed) {
    leaks.executorRemoved(removed);
  }

  @Override
  public void taskEnded(TaskEnded ended) {
    peaks.taskEnded(ended);
    spills.taskEnded(ended);
    leaks.taskEnded(ended);
  }

  @Override
  public void stageEnded(StageEnded ended) {
    spills.stageEnded(ended);
  }

  @Override
  public void executorPeaks(ExecutorPeaks measured) {
    peaks.executorPeaks(measured);
  }

  @Override
  public void report(ExecutorReport report) {
    peaks.report(report);
    leaks.report(report);
  }

  /** What was measured, for those who show it. */
  public Peaks peaks() {
    return peaks;
  }

  /** What was spilled, for those who show it. */
  public SpillSummary spills() {
    return spills;
  }

  /** The budget of one kind of executor, as of now. */
  public Budget budget(int profileId, ApplicationView application) {
    EffectiveConf conf = conf(application);
    ProfilePeaks measured = peaks.profile(profileId);
    return Budget.of(grant(profileId, measured, conf), measured, JvmFlags.of(conf));
  }

  /**
   * What to do, the most important first; empty where nothing is to be said. Never throws: a part
   * that stumbles over odd input says nothing.
   */
  public List<Advice> advice(ApplicationView application) {
    List<Advice> all = new ArrayList<>();
    safely(all, into -> into.addAll(leaks.advice(conf(application))));
    boolean leaking = !all.isEmpty();
    if (application.clusterManager() == ClusterManager.LOCAL) {
      // Executors' sizes mean nothing there: the driver runs the tasks.
      safely(all, this::spillInLocalMode);
    } else {
      for (int id : peaks.profileIds()) {
        safely(all, into -> profile(id, application, leaking, into));
      }
      safely(all, into -> spillAdvice(application, into));
    }
    all.sort(
        Comparator.comparing(Advice::severity)
            .reversed()
            .thenComparing(advice -> ORDER.indexOf(advice.id())));
    return eachKeyOnce(all);
  }

  /** Of two values for one key only the last pasted would count: the more important one is kept. */
  private static List<Advice> eachKeyOnce(List<Advice> all) {
    Set<String> keys = new HashSet<>();
    return all.stream()
        .map(
            one ->
                new Advice(
                    one.id(),
                    one.severity(),
                    one.headline(),
                    one.sentence(),
                    one.evidence(),
                    one.settings().stream().filter(setting -> keys.add(setting.key())).toList()))
        .toList();
  }

  private void profile(int id, ApplicationView application, boolean leaking, List<Advice> into) {
    EffectiveConf conf = conf(application);
    ProfilePeaks measured = peaks.profile(id);
    Losses losses = Losses.of(application, measured);
    Grant grant = grant(id, measured, conf);
    JvmFlags flags = JvmFlags.of(conf);
    Budget budget = Budget.of(grant, measured, flags);
    Sizing sizing = RightSizing.of(grant, measured, losses, spills.spilled(), conf);
    if (sizing.savedBytes() <= 0 || !leaking) {
      SizeAdvice.of(sizing, measured, losses).ifPresent(into::add);
    }
    BudgetAdvice.overrun(budget, grant).ifPresent(into::add);
    BudgetAdvice.tightHeap(budget, measured).ifPresent(into::add);
    BudgetAdvice.pythonBatch(budget, losses, conf).ifPresent(into::add);
    GiveBack.of(grant, measured, losses, flags, conf).ifPresent(into::add);
    if (!sizing.changes()) {
      LargeHeap.of(grant, measured, losses).ifPresent(into::add);
    }
  }

  /** For the default profile: a task's facts do not tell what profile its stage is of. */
  private void spillAdvice(ApplicationView application, List<Advice> into) {
    EffectiveConf conf = conf(application);
    ProfilePeaks measured = peaks.profile(0);
    Grant grant = grant(0, measured, conf);
    SpillThresholds.forced(spills, grant, measured, conf)
        .or(() -> SpillAdvice.of(spills, grant, conf))
        .ifPresent(into::add);
    SpillThresholds.merge(spills, grant, conf).ifPresent(into::add);
    boolean memoryShort = spills.spilled() || Losses.of(application, measured).any();
    EarlierFilter.of(spills, memoryShort).ifPresent(into::add);
  }

  private void spillInLocalMode(List<Advice> into) {
    if (spills.spilled()) {
      into.add(
          new Advice(
              "spill",
              Severity.INFO,
              "Tasks spill",
              spills.sentence(),
              List.of("task metrics"),
              List.of()));
    }
  }

  private Grant grant(int id, ProfilePeaks measured, EffectiveConf conf) {
    return Grant.of(id, profiles.get(id), conf, measured.limitBytes(), measured.cores());
  }

  private static EffectiveConf conf(ApplicationView application) {
    return new EffectiveConf(
        application.conf(), application.sparkVersion(), application.clusterManager());
  }

  private void safely(List<Advice> all, Consumer<List<Advice>> part) {
    List<Advice> found = new ArrayList<>();
    try {
      part.accept(found);
      all.addAll(found);
    } catch (RuntimeException e) {
      if (!told) {
        told = true;
        LOG.warn("Headroom: some advice could not be made", e);
      }
    }
  }
}
