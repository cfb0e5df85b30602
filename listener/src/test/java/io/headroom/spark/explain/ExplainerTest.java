/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import static io.headroom.spark.explain.Joining.T;
import static io.headroom.spark.explain.Told.HOST;
import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.explain.cause.UnknownCause;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** From facts to what is told. */
class ExplainerTest {
  /** Certain of a loss as soon as its exit code is known. */
  private static final class ExitCode implements Cause {
    @Override
    public String id() {
      return "exit-code";
    }

    @Override
    public String title() {
      return "Exit code";
    }

    @Override
    public Optional<Finding> explain(Incident incident) {
      return incident.exitCode().isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Finding(
                  id(),
                  Confidence.CERTAIN,
                  Severity.WARNING,
                  "code "
                      + incident.exitCode().getAsInt()
                      + " with "
                      + incident.executor().profile().memoryBytes()
                      + " bytes after "
                      + incident.application().lostBy(id())
                      + " others",
                  List.of(),
                  List.of(),
                  List.of()));
    }
  }

  private final Explainer explainer = new Explainer(List.of(new ExitCode(), new UnknownCause()), 0);

  @Test
  void betterDiagnosisIsToldAfterTheFirstAndThenNoMore() {
    Told.conf("spark.executor.memory", "2g").accept(explainer);
    Told.added("3", HOST, T - 60_000).accept(explainer);
    Told.removed("3", "Executor Process Lost", T).accept(explainer);
    assertThat(explainer.due(T + 5000))
        .extracting(diagnosis -> diagnosis.top().causeId())
        .containsExactly("unknown");
    Told.removed("3", "Command exited with code 137", T + 6000).accept(explainer);
    assertThat(explainer.due(T + 9000))
        .extracting(diagnosis -> diagnosis.top().sentence())
        .containsExactly("code 137 with 2147483648 bytes after 0 others");
    Told.taskLost("3", "Executor Process Lost", 1, T + 9100).accept(explainer);
    assertThat(explainer.finish()).isEmpty();
    assertThat(explainer.diagnoses().lostBy("exit-code")).isEqualTo(1);
    assertThat(explainer.application().lostBy("exit-code")).isEqualTo(1);
    assertThat(explainer.diagnoses().lostBy("unknown")).isZero();
  }
}
