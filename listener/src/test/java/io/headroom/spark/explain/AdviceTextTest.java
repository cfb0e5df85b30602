/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.explain.advice.Advice;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The words in which advice is told. */
class AdviceTextTest {
  private static final Advice SIZE =
      new Advice(
          "right-size",
          Severity.CRITICAL,
          "Executors need more memory",
          "container = 1408 MiB,\n instead of 896 MiB.",
          List.of("peak of hard memory 890 MiB\t(reports)", "1 lost"),
          List.of(
              new Setting("spark.executor.memory", "1g", "live 600 MiB\n+ 10 %"),
              new Setting("spark.executor.memoryOverhead", "384m", "")));

  @Test
  void oneLineHasTheSentenceTheSeverityAndWhatToPaste() {
    assertThat(AdviceText.line(SIZE))
        .isEqualTo(
            "Headroom: advice: Executors need more memory: container = 1408 MiB, instead of 896"
                + " MiB. [critical: right-size] ; paste: spark.executor.memory 1g,"
                + " spark.executor.memoryOverhead 384m");
  }

  @Test
  void paragraphHasTheEvidenceToo() {
    assertThat(AdviceText.paragraph(SIZE))
        .isEqualTo(
            """
            Executors need more memory: container = 1408 MiB, instead of 896 MiB. \
            [critical: right-size]
              seen: peak of hard memory 890 MiB (reports)
              seen: 1 lost
              paste: spark.executor.memory 1g   # live 600 MiB + 10 %
              paste: spark.executor.memoryOverhead 384m
            """);
  }

  @Test
  void sentenceIsTheSameInAllForms() {
    assertThat(AdviceText.line(SIZE)).contains(AdviceText.sentence(SIZE));
    assertThat(AdviceText.paragraph(SIZE)).startsWith(AdviceText.sentence(SIZE));
  }

  @Test
  void linesAreBounded() {
    Advice wordy =
        new Advice("spill", Severity.INFO, "Spills", "x".repeat(9000), List.of(), List.of());

    assertThat(AdviceText.line(wordy))
        .hasSizeLessThan(TextLines.MOST_CHARS + 100)
        .endsWith("… [info: spill]");
  }
}
