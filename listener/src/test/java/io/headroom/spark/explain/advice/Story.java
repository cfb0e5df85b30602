/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

import io.headroom.spark.explain.ApplicationView;
import io.headroom.spark.explain.ClusterManager;
import io.headroom.spark.explain.ExecutorView;
import io.headroom.spark.record.ExecutorAdded;
import io.headroom.spark.record.ExecutorPeaks;
import io.headroom.spark.record.ResourceProfile;
import io.headroom.spark.record.StageEnded;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an application went through, told fact by fact. Sizes in MiB. */
final class Story implements ApplicationView {
  static final long MIB = 1L << 20;

  final ApplicationAdvice advice = new ApplicationAdvice();
  private final Map<String, String> conf = new HashMap<>();
  private final Map<String, Integer> lost = new HashMap<>();
  private String version = "4.1.0";
  private ClusterManager manager = ClusterManager.KUBERNETES;
  private long taskId;

  Story on(ClusterManager clusterManager) {
    manager = clusterManager;
    return this;
  }

  Story spark(String sparkVersion) {
    version = sparkVersion;
    return this;
  }

  Story conf(String key, String value) {
    conf.put(key, value);
    return this;
  }

  Story lost(String causeId, int times) {
    lost.put(causeId, times);
    return this;
  }

  Story profile(int id, int cores, long memory, long overhead) {
    advice.resourceProfile(
        new ResourceProfile(
            id, cores, mebibytes(memory), mebibytes(overhead), mebibytes(-1), mebibytes(-1)));
    return this;
  }

  Story added(String id, int profileId) {
    advice.executorAdded(new ExecutorAdded(id, "h1", 4, profileId, 0));
    return this;
  }

  Story report(Report report) {
    advice.report(report.build());
    return this;
  }

  Story task(Task task) {
    advice.taskEnded(task.build(taskId++));
    return this;
  }

  Story stageEnded(int id, String name, int tasks) {
    advice.stageEnded(new StageEnded(id, 0, name, tasks, 0, "", 0, 1000));
    return this;
  }

  Story peaks(String executor, Map<String, Long> metrics) {
    advice.executorPeaks(new ExecutorPeaks(executor, 0, 0, metrics));
    return this;
  }

  List<Advice> advice() {
    return advice.advice(this);
  }

  Optional<Advice> advice(String id) {
    return advice().stream().filter(one -> one.id().equals(id)).findFirst();
  }

  EffectiveConf inForce() {
    return new EffectiveConf(conf, version, manager);
  }

  static long mebibytes(long mib) {
    return mib < 0 ? -1 : mib * MIB;
  }

  @Override
  public String sparkVersion() {
    return version;
  }

  @Override
  public ClusterManager clusterManager() {
    return manager;
  }

  @Override
  public Optional<String> conf(String key) {
    return Optional.ofNullable(conf.get(key));
  }

  @Override
  public Map<String, String> conf() {
    return conf;
  }

  @Override
  public ExecutorView executor(String executorId) {
    return new ExecutorView(executorId, "", 0, 0, 0, null, -1, -1, -1, -1, -1);
  }

  @Override
  public int lostBy(String causeId) {
    return lost.getOrDefault(causeId, 0);
  }
}
