/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import static io.headroom.spark.explain.Joining.T;
import static io.headroom.spark.explain.Joining.only;
import static io.headroom.spark.explain.Told.HOST;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The words in which diagnoses are told. */
class DiagnosisTextTest {
  private static final Finding KILL =
      new Finding(
          "container-oom-kill",
          Confidence.CERTAIN,
          Severity.WARNING,
          "the kernel killed it at the container's limit of 3.0 GiB,\n 1.2 GiB of that Python",
          List.of("oom_kill rose by 1", "hard memory was 2.97 GiB"),
          List.of("Give the container 1 GiB more."),
          List.of(
              new Setting("spark.executor.memoryOverhead", "1408m", "peak 1.3 GiB + 10 %"),
              new Setting("spark.executor.cores", "2", "")));

  private final Joining story = new Joining();

  @Test
  void oneLineHasTheHeadlineTheSentenceTheSurenessAndWhatToPaste() {
    assertThat(DiagnosisText.line(lost(KILL)))
        .isEqualTo(
            "Headroom: executor 3 on host-7 lost: the kernel killed it at the container's limit of"
                + " 3.0 GiB, 1.2 GiB of that Python [certain: container-oom-kill] ; paste:"
                + " spark.executor.memoryOverhead 1408m, spark.executor.cores 2");
  }

  @Test
  void paragraphHasEvidenceAdviceAndRivals() {
    Finding rival =
        new Finding(
            "node-oom-kill",
            Confidence.CERTAIN,
            Severity.WARNING,
            "the node was short",
            List.of(),
            List.of(),
            List.of());
    Finding weak = DiagnosesTest.finding("vanished", Confidence.POSSIBLE, Severity.WARNING);
    assertThat(DiagnosisText.paragraph(lost(KILL, rival, weak)))
        .isEqualTo(
            """
            executor 3 on host-7 lost: the kernel killed it at the container's limit of 3.0 GiB, \
            1.2 GiB of that Python [certain: container-oom-kill]
              seen: oom_kill rose by 1
              seen: hard memory was 2.97 GiB
              do: Give the container 1 GiB more.
              paste: spark.executor.memoryOverhead 1408m   # peak 1.3 GiB + 10 %
              paste: spark.executor.cores 2
              or: the node was short [certain: node-oom-kill]
            """);
  }

  @Test
  void sentenceIsTheSameInAllForms() {
    Diagnosis diagnosis = lost(KILL);
    String sentence = DiagnosisText.sentence(diagnosis);
    assertThat(DiagnosisText.line(diagnosis)).contains(sentence);
    assertThat(DiagnosisText.paragraph(diagnosis)).startsWith(sentence);
  }

  @Test
  void nothingToPasteSaysNothingOfIt() {
    assertThat(
            DiagnosisText.line(
                lost(DiagnosesTest.finding("vanished", Confidence.LIKELY, Severity.INFO))))
        .isEqualTo("Headroom: executor 3 on host-7 lost: x [likely: vanished]");
  }

  @Test
  void headlinesNameWhatHappened() {
    story.tell(
        Told.added("3", HOST, T - 60_000),
        Told.threw("4", 5, 7, "a.B", "one", T),
        Told.threw("4", 6, 7, "a.B", "many", T),
        Told.threw("5", 6, 8, "a.B", "many", T),
        Told.jobFailed(9, "Total size of serialized results is too large", T),
        Told.report("4", HOST, 100, T, 1),
        Told.removed("1", "Executor heartbeat timed out after 124251 ms", T),
        Told.removed("2", "Executor heartbeat timed out after 124252 ms", T));
    assertThat(story.finish())
        .extracting(DiagnosisText::headline)
        .containsExactlyInAnyOrder(
            "executor 1 lost together with 1 other",
            "executor 2 lost together with 1 other",
            "task 7 of stage 5 failed on executor 4 on host-7",
            "2 tasks of stage 6 failed",
            "job 9 failed",
            "process of executor 4 on host-7 killed");
  }

  @Test
  void endlessWordsAreCut() {
    Finding endless =
        new Finding(
            "unknown",
            Confidence.POSSIBLE,
            Severity.WARNING,
            "word ".repeat(2000),
            List.of(),
            List.of(),
            List.of());
    assertThat(DiagnosisText.line(lost(endless)))
        .hasSizeLessThan(TextLines.MOST_CHARS + 100)
        .endsWith("… [possible: unknown]");
  }

  private static Diagnosis lost(Finding... findings) {
    Joining story = new Joining();
    story.tell(Told.added("3", HOST, T - 60_000), Told.removed("3", "x", T));
    return new Diagnosis(only(story.finish()), List.of(findings));
  }
}
