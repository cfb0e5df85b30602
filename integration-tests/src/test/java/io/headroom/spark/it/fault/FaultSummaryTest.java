/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.it.run.Variant;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultSummaryTest {
  private static final List<Fault> TWO = List.of(new StoppedProcess(), new KillByHand());

  private final List<FaultRun> runs = new ArrayList<>();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @Test
  void passesWhenAllIsRight() {
    add("sigstop", Variant.HEADROOM, Verdict.RIGHT, 10);
    add("sigkill", Variant.HEADROOM, Verdict.RIGHT, 10);
    add("sigstop", Variant.VANILLA, Verdict.UNKNOWABLE, 10);
    add("sigkill", Variant.VANILLA, Verdict.RIGHT, 10);
    assertThat(passes()).as(printed()).isTrue();
  }

  @Test
  void noFaultMayBeWrongInThreeOfTen() {
    add("sigstop", Variant.HEADROOM, Verdict.RIGHT, 7);
    add("sigstop", Variant.HEADROOM, Verdict.WRONG, 3);
    // So many of the other that the share over all is no matter.
    add("sigkill", Variant.HEADROOM, Verdict.RIGHT, 60);
    add("sigstop", Variant.VANILLA, Verdict.RIGHT, 10);
    add("sigkill", Variant.VANILLA, Verdict.RIGHT, 10);
    assertThat(passes()).isFalse();
    assertThat(printed()).contains("MISSED  sigstop: right in at least 8 of 10");
  }

  @Test
  void nineteenOfTwentyPassAndEighteenDoNot() {
    add("sigstop", Variant.HEADROOM, Verdict.RIGHT, 9);
    add("sigstop", Variant.HEADROOM, Verdict.WRONG, 1);
    add("sigkill", Variant.HEADROOM, Verdict.RIGHT, 10);
    add("sigstop", Variant.VANILLA, Verdict.RIGHT, 10);
    add("sigkill", Variant.VANILLA, Verdict.RIGHT, 10);
    assertThat(passes()).as(printed()).isTrue();
    runs.remove(runs.stream().filter(r -> r.fault().equals("sigkill")).findFirst().orElseThrow());
    add("sigkill", Variant.HEADROOM, Verdict.WRONG, 1);
    assertThat(passes()).isFalse();
  }

  @Test
  void whatWasNotBroughtAboutIsNoRun() {
    add("sigstop", Variant.HEADROOM, Verdict.RIGHT, 9);
    add("sigstop", Variant.HEADROOM, Verdict.NOT_BROUGHT_ABOUT, 1);
    add("sigkill", Variant.HEADROOM, Verdict.RIGHT, 10);
    add("sigstop", Variant.VANILLA, Verdict.RIGHT, 10);
    add("sigkill", Variant.VANILLA, Verdict.RIGHT, 10);
    assertThat(passes()).isFalse();
    assertThat(printed()).contains("MISSED  sigstop: 10 runs each have been made");
  }

  @Test
  void aFifthOfTheVanillaLogsMayBeWrong() {
    add("sigstop", Variant.HEADROOM, Verdict.RIGHT, 10);
    add("sigkill", Variant.HEADROOM, Verdict.RIGHT, 10);
    add("sigstop", Variant.VANILLA, Verdict.WRONG, 4);
    add("sigstop", Variant.VANILLA, Verdict.UNKNOWABLE, 6);
    add("sigkill", Variant.VANILLA, Verdict.RIGHT, 10);
    assertThat(passes()).as(printed()).isTrue();
    add("sigkill", Variant.VANILLA, Verdict.WRONG, 2);
    assertThat(passes()).isFalse();
  }

  private void add(String fault, Variant variant, Verdict verdict, int times) {
    for (int i = 0; i < times; i++) {
      runs.add(new FaultRun(i + 1, fault, variant, "", "words", 1, List.of(), verdict));
    }
  }

  private boolean passes() {
    return new FaultSummary(TWO, runs, new PrintStream(printed, true, StandardCharsets.UTF_8))
        .print(10);
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }
}
