/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import static io.headroom.spark.explain.Joining.T;
import static io.headroom.spark.explain.Joining.only;
import static io.headroom.spark.explain.Told.OOM;
import static io.headroom.spark.explain.Told.aborted;
import static io.headroom.spark.explain.Told.fetchFailed;
import static io.headroom.spark.explain.Told.jobFailed;
import static io.headroom.spark.explain.Told.removed;
import static io.headroom.spark.explain.Told.stageFailed;
import static io.headroom.spark.explain.Told.taskLost;
import static io.headroom.spark.explain.Told.threw;
import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.explain.Incident.Kind;
import org.junit.jupiter.api.Test;

/** What a failed job is put to. */
class FailedJobsTest {
  private static final String RESULT_SIZE =
      "Job aborted due to stage failure: Total size of serialized results of 1 tasks (10.0 MiB) is"
          + " bigger than spark.driver.maxResultSize (8.0 MiB)";
  private final Joining story = new Joining();

  @Test
  void reasonOfItsOwnIsAnIncident() {
    story.tell(stageFailed(0, RESULT_SIZE, T), jobFailed(0, RESULT_SIZE, T));
    Incident job = only(story.due(2000));
    assertThat(job.kind()).isEqualTo(Kind.JOB_FAILED);
    assertThat(job.id()).isEqualTo("job-0");
    assertThat(job.messages()).containsExactly(RESULT_SIZE);
    assertThat(job.executorId()).isEmpty();
  }

  @Test
  void jobsThatFailForTheSameWordsAreOneIncident() {
    for (int i = 0; i < 50; i++) {
      story.tell(jobFailed(i, RESULT_SIZE.replace("10.0", (10 + i) + ".1"), T + i));
    }
    Incident job = only(story.finish());
    assertThat(job.id()).isEqualTo("job-0");
    assertThat(job.failureCount()).isEqualTo(50);
    assertThat(job.messages()).hasSize(Messages.MOST);
  }

  @Test
  void jobThatDiedOfALostExecutorBelongsToTheLoss() {
    String words =
        "ExecutorLostFailure (executor 0 exited caused by one of the running tasks) Reason: Executor"
            + " heartbeat timed out after 9224 ms";
    story.tell(
        removed("0", "Executor heartbeat timed out after 9224 ms", T),
        taskLost("0", "Executor heartbeat timed out after 9224 ms", 0, T),
        stageFailed(0, aborted(0, "0", words), T + 150),
        jobFailed(0, aborted(0, "0", words), T + 150));
    Incident loss = only(story.finish());
    assertThat(loss.id()).isEqualTo("lost-0");
    assertThat(loss.messages()).singleElement().asString().contains("heartbeat timed out");
  }

  @Test
  void jobEndToldBeforeTheExecutorsEndBelongsToItToo() {
    // As captured of 4.1.0: the job ends 266 ms before the removal with exit code 52.
    story.tell(
        threw("0", 0, 0, OOM, "Java heap space", T - 300),
        jobFailed(0, aborted(0, "0", OOM + ": Java heap space\n\tat A.b(A.java:31)"), T - 266),
        removed("0", "Command exited with code 52", T));
    Incident loss = only(story.finish());
    assertThat(loss.id()).isEqualTo("lost-0");
    assertThat(loss.messages()).hasSize(1);
  }

  @Test
  void jobThatDiedOfFailedTasksBelongsToThem() {
    String disk = "java.io.IOException: No space left on device";
    for (int i = 0; i < 4; i++) {
      story.tell(threw("0", 2, 7, "java.io.IOException", "No space left on device", T + i));
    }
    story.tell(jobFailed(1, aborted(2, "0", disk + "\n\tat A.b(A.java:31)"), T + 10));
    Incident tasks = only(story.finish());
    assertThat(tasks.kind()).isEqualTo(Kind.TASKS_FAILED);
    assertThat(tasks.messages()).hasSize(1);
  }

  @Test
  void jobThatDiedOfRepeatedFetchFailuresBelongsToThemAndToTheLoss() {
    String words =
        "Job aborted due to stage failure: ResultStage 5 (count at A.java:3) has failed the maximum"
            + " allowable number of times: 4. Most recent failure reason: org.apache.spark.shuffle"
            + ".FetchFailedException: Connection reset by peer";
    story.tell(
        removed("9", "Command exited with code 137", T),
        fetchFailed("3", 5, 1, "9", T + 1000),
        jobFailed(1, words, T + 1200));
    assertThat(story.finish())
        .hasSize(2)
        .allSatisfy(incident -> assertThat(incident.messages()).hasSize(1));
  }

  @Test
  void jobOfAnExecutorNobodyToldOfIsItsOwnIncident() {
    String words =
        "ExecutorLostFailure (executor 77 exited unrelated to the running tasks) Reason: x";
    story.tell(jobFailed(4, aborted(2, "77", words), T));
    assertThat(only(story.finish()).id()).isEqualTo("job-4");
  }

  @Test
  void failureWithoutAJobIsToldToo() {
    story.tell(jobFailed(-1, "Cannot broadcast the table that is larger than 8.0 GiB", T));
    Incident query = only(story.finish());
    assertThat(query.kind()).isEqualTo(Kind.JOB_FAILED);
    assertThat(DiagnosisText.headline(query)).isEqualTo("a query failed");
  }

  @Test
  void cancelledJobsAreNoFailures() {
    story.tell(
        jobFailed(1, "Job 1 cancelled part of cancelled job group 7", T),
        jobFailed(2, "Job 2 cancelled because SparkContext was shut down", T));
    assertThat(story.finish()).isEmpty();
  }

  @Test
  void stoppedContextAfterLossesIsToldAsItMayHaveBeenStoppedForThem() {
    story.tell(
        removed("1", "Command exited with code 1", T - 4000),
        jobFailed(2, "Job 2 cancelled because SparkContext was shut down", T));
    assertThat(story.finish())
        .extracting(Incident::id)
        .containsExactlyInAnyOrder("lost-1", "job-2");
  }
}
