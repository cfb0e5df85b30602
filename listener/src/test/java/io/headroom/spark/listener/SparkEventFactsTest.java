/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.listener;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.headroom.spark.record.TaskEnded.Outcome;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Events of real applications, kept from their logs, that lost an executor: on Spark 4.1.0 to heap
 * memory, on 3.5.7 to a kill.
 */
class SparkEventFactsTest {
  private static final Path LOGS = Path.of("src/test/resources/event-logs");

  private final List<Object> facts = new ArrayList<>();

  @Test
  void tellsHowAnExecutorOfSpark41RanOutOfHeap() throws Exception {
    replay("4.1.0-heap.eventlog");

    Application application = only(Application.class);
    assertThat(application.name()).isEqualTo("cap-heap");
    assertThat(application.sparkVersion()).isEqualTo("4.1.0");
    assertThat(application.startMillis()).isEqualTo(1_795_264_591_566L);
    Environment environment = only(Environment.class);
    assertThat(environment.spark()).containsEntry("spark.master", "local-cluster[1,1,512]");
    assertThat(environment.jvm()).containsKeys("Java Version", "java.version", "os.name");
    assertThat(only(ResourceProfile.class))
        .isEqualTo(new ResourceProfile(0, -1, 512L << 20, -1, 0, -1));
    assertThat(only(ExecutorAdded.class).cores()).isEqualTo(1);
    assertThat(only(ExecutorRemoved.class).reason()).isEqualTo("Command exited with code 52");

    TaskEnded task = only(TaskEnded.class);
    assertThat(task.outcome()).isEqualTo(Outcome.EXCEPTION);
    assertThat(task.className()).isEqualTo("java.lang.OutOfMemoryError");
    assertThat(task.description()).isEqualTo("Java heap space");
    assertThat(task.stackTrace()).contains("java.lang.OutOfMemoryError: Java heap space");
    assertThat(task.metrics().heapPeakBytes()).isGreaterThan(400L << 20);

    StageEnded stage = only(StageEnded.class);
    assertThat(stage.failureReason()).contains("Java heap space");
    assertThat(stage.timeMillis()).isGreaterThan(stage.startMillis());
    assertThat(only(JobFailed.class).message()).contains("Java heap space");
    assertThat(facts.stream().filter(ExecutorPeaks.class::isInstance))
        .anySatisfy(
            peaks ->
                assertThat(((ExecutorPeaks) peaks).get("ProcessTreeJVMRSSMemory"))
                    .isGreaterThan(400L << 20));
    assertThat(facts).filteredOn(Long.class::isInstance).containsExactly(1_795_264_618_692L);
  }

  @Test
  void tellsHowAnExecutorOfSpark35WasKilled() throws Exception {
    replay("3.5.7-hang-k9.eventlog");

    assertThat(only(Application.class).sparkVersion()).isEqualTo("3.5.7");
    assertThat(facts)
        .filteredOn(ExecutorRemoved.class::isInstance)
        .allSatisfy(
            fact ->
                assertThat(((ExecutorRemoved) fact).reason())
                    .isEqualTo("Command exited with code 137"))
        .isNotEmpty();
    assertThat(facts)
        .filteredOn(TaskEnded.class::isInstance)
        .map(TaskEnded.class::cast)
        .filteredOn(task -> task.outcome() == Outcome.EXECUTOR_LOST)
        .isNotEmpty()
        .allSatisfy(
            task -> {
              assertThat(task.description()).isEqualTo("Command exited with code 137");
              assertThat(task.causedByApp()).isTrue();
              assertThat(task.metrics()).isNull();
            });
  }

  private <T> T only(Class<T> kind) {
    List<T> found = facts.stream().filter(kind::isInstance).map(kind::cast).toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private void replay(String log) throws Exception {
    try (InputStream in = Files.newInputStream(LOGS.resolve(log))) {
      LiveApplicationTest.replay(in, new SparkEventFacts(new Kept(facts), ""));
    }
  }

  /** Keeps every fact in order. */
  private record Kept(List<Object> facts) implements Facts {
    @Override
    public void application(Application fact) {
      facts.add(fact);
    }

    @Override
    public void environment(Environment fact) {
      facts.add(fact);
    }

    @Override
    public void resourceProfile(ResourceProfile fact) {
      facts.add(fact);
    }

    @Override
    public void executorAdded(ExecutorAdded fact) {
      facts.add(fact);
    }

    @Override
    public void executorRemoved(ExecutorRemoved fact) {
      facts.add(fact);
    }

    @Override
    public void taskEnded(TaskEnded fact) {
      facts.add(fact);
    }

    @Override
    public void stageEnded(StageEnded fact) {
      facts.add(fact);
    }

    @Override
    public void jobFailed(JobFailed fact) {
      facts.add(fact);
    }

    @Override
    public void executorPeaks(ExecutorPeaks fact) {
      facts.add(fact);
    }

    @Override
    public void applicationEnded(long timeMillis) {
      facts.add(timeMillis);
    }
  }
}
