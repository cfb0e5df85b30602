/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import io.headroom.spark.record.TaskEnded;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes what is kept as an example light: of equal failures the first keeps its trace, of different
 * ones the first few and those of the JVM's errors, and long texts are cut.
 */
final class Samples {
  private static final int MOST_TRACES = 3;

  private Samples() {}

  /** In the order of time. */
  static List<TaskEnded> of(List<TaskEnded> failures) {
    Set<String> seen = new HashSet<>();
    List<TaskEnded> light = new ArrayList<>(failures.size());
    failures.stream()
        .sorted(RecentFailures.BY_TIME)
        .forEach(
            task -> {
              boolean first =
                  seen.add(
                      task.className() + LossWords.pattern(LossWords.telling(task.description())));
              boolean keeps =
                  first && (seen.size() <= MOST_TRACES || RecentFailures.jvmError(task));
              light.add(keeps ? task : withoutTrace(task));
            });
    return light;
  }

  static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most);
  }

  static TaskEnded withoutTrace(TaskEnded task) {
    return task.stackTrace().isEmpty() ? task : with(task, task.description(), "");
  }

  static TaskEnded cutDescription(TaskEnded task, int most) {
    return task.description().length() <= most
        ? task
        : with(task, cut(task.description(), most), task.stackTrace());
  }

  private static TaskEnded with(TaskEnded task, String description, String stackTrace) {
    return new TaskEnded(
        task.timeMillis(),
        task.stageId(),
        task.stageAttempt(),
        task.taskId(),
        task.index(),
        task.attempt(),
        task.executorId(),
        task.host(),
        task.outcome(),
        task.className(),
        description,
        stackTrace,
        task.causedByApp(),
        task.fetchedFrom(),
        task.metrics());
  }
}
