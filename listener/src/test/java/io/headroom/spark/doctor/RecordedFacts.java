/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.doctor;

import io.headroom.spark.record.Application;
import io.headroom.spark.record.Environment;
import io.headroom.spark.record.ExecutorAdded;
import io.headroom.spark.record.ExecutorPeaks;
import io.headroom.spark.record.ExecutorRemoved;
import io.headroom.spark.record.Facts;
import io.headroom.spark.record.JobFailed;
import io.headroom.spark.record.ResourceProfile;
import io.headroom.spark.record.StageEnded;
import io.headroom.spark.record.TaskEnded;
import java.util.ArrayList;
import java.util.List;

/** Keeps all it is told, in order. */
final class RecordedFacts implements Facts {
  private final List<Object> all = new ArrayList<>();

  List<Object> all() {
    return all;
  }

  <T> List<T> of(Class<T> kind) {
    return all.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  <T> T only(Class<T> kind) {
    List<T> found = of(kind);
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " of " + kind.getSimpleName() + ": " + found);
    }
    return found.get(0);
  }

  @Override
  public void application(Application application) {
    all.add(application);
  }

  @Override
  public void environment(Environment environment) {
    all.add(environment);
  }

  @Override
  public void resourceProfile(ResourceProfile profile) {
    all.add(profile);
  }

  @Override
  public void executorAdded(ExecutorAdded added) {
    all.add(added);
  }

  @Override
  public void executorRemoved(ExecutorRemoved removed) {
    all.add(removed);
  }

  @Override
  public void taskEnded(TaskEnded ended) {
    all.add(ended);
  }

  @Override
  public void stageEnded(StageEnded ended) {
    all.add(ended);
  }

  @Override
  public void jobFailed(JobFailed failed) {
    all.add(failed);
  }

  @Override
  public void executorPeaks(ExecutorPeaks peaks) {
    all.add(peaks);
  }

  @Override
  public void applicationEnded(long timeMillis) {
    all.add(timeMillis);
  }
}
