/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import io.headroom.spark.record.Application;
import io.headroom.spark.record.Environment;
import io.headroom.spark.record.ExecutorAdded;
import io.headroom.spark.record.ExecutorPeaks;
import io.headroom.spark.record.ExecutorRemoved;
import io.headroom.spark.record.ExecutorReport;
import io.headroom.spark.record.Facts;
import io.headroom.spark.record.ResourceProfile;
import io.headroom.spark.record.TaskEnded;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * Remembers what holds for the whole application: its configuration, its kinds of executors, and
 * each executor's figures over its life.
 *
 * <p>Bounded: {@link #MOST_LIVE} live executors, the {@link #MOST_DEAD} that ended last, {@link
 * #MOST_CONF} properties and {@link #MOST_PROFILES} profiles. What goes beyond is forgotten, eldest
 * first, and reads as not known. Confined to the thread that feeds the facts.
 */
public final class ApplicationMemory implements Facts, ApplicationView {
  static final int MOST_LIVE = 20_000;
  static final int MOST_DEAD = 1000;
  static final int MOST_CONF = 20_000;
  static final int MOST_PROFILES = 1000;

  private final ToIntFunction<String> lostBy;
  private final Map<String, String> conf = new HashMap<>();
  private final Map<Integer, ResourceProfile> requested = new Bounded<>(MOST_PROFILES);
  private final Map<Integer, ResourceProfile> effective = new HashMap<>();
  private final Map<String, ExecutorLife> live = new Bounded<>(MOST_LIVE);
  private final Map<String, ExecutorLife> dead = new Bounded<>(MOST_DEAD);
  private String sparkVersion = "";
  private ClusterManager clusterManager = ClusterManager.UNKNOWN;

  /**
   * @param lostBy how many executors were lost by the cause of that id, as {@link Diagnoses} counts
   *     them
   */
  public ApplicationMemory(ToIntFunction<String> lostBy) {
    this.lostBy = lostBy;
  }

  @Override
  public void application(Application application) {
    if (!application.sparkVersion().isEmpty()) {
      sparkVersion = application.sparkVersion();
    }
  }

  @Override
  public void environment(Environment environment) {
    environment
        .spark()
        .forEach(
            (key, value) -> {
              if (conf.size() < MOST_CONF || conf.containsKey(key)) {
                conf.put(key, value);
              }
            });
    clusterManager = ClusterManager.of(conf.get("spark.master"));
    effective.clear();
  }

  @Override
  public void resourceProfile(ResourceProfile profile) {
    requested.put(profile.id(), profile);
    effective.clear();
  }

  @Override
  public void executorAdded(ExecutorAdded added) {
    life(added.executorId()).added(added);
  }

  @Override
  public void executorRemoved(ExecutorRemoved removed) {
    ExecutorLife life = live.remove(removed.executorId());
    if (life != null) {
      dead.put(removed.executorId(), life);
    }
  }

  @Override
  public void taskEnded(TaskEnded ended) {
    if (!ended.executorId().isEmpty()) {
      life(ended.executorId()).ended(ended);
    }
  }

  @Override
  public void executorPeaks(ExecutorPeaks peaks) {
    life(peaks.executorId()).peaks(peaks);
  }

  @Override
  public void report(ExecutorReport report) {
    life(report.executorId()).report(report);
  }

  @Override
  public String sparkVersion() {
    return sparkVersion;
  }

  @Override
  public ClusterManager clusterManager() {
    return clusterManager;
  }

  @Override
  public Optional<String> conf(String key) {
    return Optional.ofNullable(conf.get(key));
  }

  @Override
  public Map<String, String> conf() {
    return Collections.unmodifiableMap(conf);
  }

  @Override
  public ExecutorView executor(String executorId) {
    ExecutorLife life = known(executorId);
    if (life == null) {
      life = new ExecutorLife(executorId);
    }
    return life.view(profile(life.profileId()));
  }

  @Override
  public int lostBy(String causeId) {
    return lostBy.applyAsInt(causeId);
  }

  /**
   * What executors of a profile are given, Spark's defaults filled in. A profile that was never
   * told of reads as the default one.
   */
  public ResourceProfile profile(int id) {
    if (!requested.containsKey(id) && id != 0) {
      return profile(0);
    }
    return effective.computeIfAbsent(
        id,
        key ->
            new EffectiveProfile(conf, clusterManager)
                .of(requested.getOrDefault(key, new ResourceProfile(key, -1, -1, -1, -1, -1))));
  }

  /** The profiles in use, by id, effective; at least the default one. */
  public Map<Integer, ResourceProfile> profiles() {
    Map<Integer, ResourceProfile> all = new LinkedHashMap<>();
    all.put(0, profile(0));
    requested.keySet().forEach(id -> all.put(id, profile(id)));
    return all;
  }

  private ExecutorLife life(String executorId) {
    ExecutorLife known = known(executorId);
    // What is told of an executor after its end belongs to its life as well.
    return known != null ? known : live.computeIfAbsent(executorId, ExecutorLife::new);
  }

  private ExecutorLife known(String executorId) {
    ExecutorLife life = live.get(executorId);
    return life != null ? life : dead.get(executorId);
  }
}
