/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryLossTest {
  private static final Pattern REASON =
      Pattern.compile("EVENT executorRemoved \\S+ reason=\\[(.*?)]", Pattern.DOTALL);

  private static List<String> capturedReasons(String file) throws IOException {
    try (InputStream in = MemoryLossTest.class.getResourceAsStream("/loss-reasons/" + file)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return REASON.matcher(text).results().map((MatchResult found) -> found.group(1)).toList();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "standalone-4.1.0-oomkill.txt",
        "k8s-4.1.0-oomkilled.txt",
        "k8s-4.1.0-evicted.txt",
        "yarn-3.5.1-pmem.txt"
      })
  void knowsWhatSparkSaidAfterRealKills(String file) throws IOException {
    List<String> reasons = capturedReasons(file);
    assertThat(reasons).isNotEmpty().allMatch(MemoryLoss::suspected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Executor heartbeat timed out after 124251 ms",
        "Command exited with code 52",
        "Container from a bad node: c1 on host: h1. Exit status: 137. Diagnostics: [2026-01-01]"
            + "Container killed on request. Exit code is 137",
        "Remote RPC client disassociated. Likely due to containers exceeding thresholds, or network"
            + " issues. Check driver logs for WARN messages."
      })
  void knowsTheOtherTexts(String reason) {
    assertThat(MemoryLoss.suspected(reason)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Executor killed by driver.",
        "Command exited with code 1",
        "Command exited with code 143",
        "Executor decommission: Executor 0 is decommissioned.",
        "Container c1 on host: h1 was preempted."
      })
  void leavesOtherLossesAlone(String reason) {
    assertThat(MemoryLoss.suspected(reason)).isFalse();
  }
}
