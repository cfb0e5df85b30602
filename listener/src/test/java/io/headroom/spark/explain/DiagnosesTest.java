/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import static io.headroom.spark.explain.Joining.T;
import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.explain.Incident.Kind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which diagnosis of an incident stands, and what is worth telling. */
class DiagnosesTest {
  private final Diagnoses diagnoses =
      new Diagnoses(List.of(cause("special"), cause("general"), cause("unknown")));

  @Test
  void firstIsToldAndTheSameAgainIsNot() {
    assertThat(take("lost-3", "general", Confidence.LIKELY)).isPresent();
    assertThat(take("lost-3", "general", Confidence.LIKELY)).isEmpty();
    assertThat(take("lost-4", "general", Confidence.LIKELY)).isPresent();
  }

  @Test
  void surerReplacesAndLessSureDoesNot() {
    take("lost-3", "special", Confidence.POSSIBLE);
    assertThat(take("lost-3", "general", Confidence.CERTAIN)).isPresent();
    assertThat(take("lost-3", "general", Confidence.LIKELY)).isEmpty();
    assertThat(best("lost-3").confidence()).isEqualTo(Confidence.CERTAIN);
  }

  @Test
  void amongEquallySureOnesTheSpecificStands() {
    take("lost-3", "general", Confidence.LIKELY);
    assertThat(take("lost-3", "special", Confidence.LIKELY)).isPresent();
    assertThat(take("lost-3", "general", Confidence.LIKELY)).isEmpty();
    assertThat(best("lost-3").causeId()).isEqualTo("special");
  }

  @Test
  void maskThatFallsGivesWayToALessSureButMoreSpecificCause() {
    take("lost-3", "general", Confidence.CERTAIN);
    Incident incident = incident("lost-3");
    Diagnosis stillFound =
        new Diagnosis(
            incident,
            List.of(
                finding("special", Confidence.LIKELY, Severity.WARNING),
                finding("general", Confidence.CERTAIN, Severity.WARNING)));
    assertThat(diagnoses.take(stillFound)).isEmpty();
    assertThat(take("lost-3", "unknown", Confidence.POSSIBLE)).as("never a generic one").isEmpty();
    assertThat(take("lost-3", "special", Confidence.LIKELY)).isPresent();
  }

  @Test
  void sameCauseThatTurnsOutWorseIsKeptAndNotToldAgain() {
    take("lost-3", "general", Confidence.LIKELY);
    assertThat(
            diagnoses.take(
                new Diagnosis(
                    incident("lost-3"),
                    List.of(finding("general", Confidence.LIKELY, Severity.CRITICAL)))))
        .isEmpty();
    assertThat(best("lost-3").severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void lossesAreCountedByTheCauseThatStands() {
    take("lost-3", "general", Confidence.LIKELY);
    take("lost-4", "general", Confidence.LIKELY);
    take("lost-3", "special", Confidence.CERTAIN);
    assertThat(diagnoses.lostBy("general")).isEqualTo(1);
    assertThat(diagnoses.lostBy("special")).isEqualTo(1);
    assertThat(diagnoses.lostBy("unknown")).isZero();
  }

  @Test
  void manyHarmlessEndsDoNotDriveOutWhatMatters() {
    take("lost-3", "special", Confidence.CERTAIN);
    for (int i = 10; i < 20_000; i++) {
      diagnoses.take(
          new Diagnosis(
              incident("lost-" + i),
              List.of(finding("general", Confidence.CERTAIN, Severity.INFO))));
    }
    assertThat(diagnoses.best("lost-3")).isPresent();
    assertThat(diagnoses.all()).hasSize(1 + Diagnoses.MOST_HARMLESS);
    assertThat(take("lost-3", "special", Confidence.CERTAIN)).as("told long ago").isEmpty();
  }

  private Optional<Diagnosis> take(String id, String causeId, Confidence confidence) {
    return diagnoses.take(
        new Diagnosis(incident(id), List.of(finding(causeId, confidence, Severity.WARNING))));
  }

  private Finding best(String id) {
    return diagnoses.best(id).orElseThrow().top();
  }

  static Finding finding(String causeId, Confidence confidence, Severity severity) {
    return new Finding(causeId, confidence, severity, "x", List.of(), List.of(), List.of());
  }

  private static Incident incident(String id) {
    return new Incident(
        id,
        Kind.EXECUTOR_LOST,
        id.substring(id.indexOf('-') + 1),
        "host-7",
        T,
        List.of(),
        List.of(),
        0,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        1,
        "",
        new ApplicationMemory(cause -> 0));
  }

  private static Cause cause(String id) {
    return new Cause() {
      @Override
      public String id() {
        return id;
      }

      @Override
      public String title() {
        return id;
      }

      @Override
      public Optional<Finding> explain(Incident incident) {
        return Optional.empty();
      }
    };
  }
}
