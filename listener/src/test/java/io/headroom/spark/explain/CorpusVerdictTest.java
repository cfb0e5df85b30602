/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import static io.headroom.spark.explain.Confidence.CERTAIN;
import static io.headroom.spark.explain.Confidence.LIKELY;
import static io.headroom.spark.explain.Confidence.POSSIBLE;
import static io.headroom.spark.explain.Severity.CRITICAL;
import static io.headroom.spark.explain.Severity.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.explain.CorpusLabel.Which;
import io.headroom.spark.explain.Incident.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CorpusVerdictTest {
  private static final Which LOST_1 = new Which(Kind.EXECUTOR_LOST, "1");

  @Test
  void isContentWithTheLabelledCauseAtAnAllowedConfidence() {
    assertThat(complaints(label(LOST_1), lost("1", finding("heap-oom", CERTAIN)))).isEmpty();
    assertThat(complaints(label(LOST_1), lost("1", finding("heap-oom", LIKELY)))).isEmpty();
  }

  @Test
  void complainsOfAnotherCauseAndOfAnotherConfidence() {
    assertThat(complaints(label(LOST_1), lost("1", finding("metaspace", LIKELY))))
        .singleElement()
        .asString()
        .startsWith("should be heap-oom, is metaspace LIKELY");
    assertThat(complaints(label(LOST_1), lost("1", finding("heap-oom", POSSIBLE))))
        .singleElement()
        .asString()
        .endsWith("is heap-oom POSSIBLE");
  }

  @Test
  void complainsOfWhatIsCertainAndWrongWhereverItStands() {
    Finding right = finding("heap-oom", CERTAIN);
    assertThat(complaints(label(LOST_1), lost("1", right, finding("metaspace", CERTAIN))))
        .singleElement()
        .asString()
        .startsWith("certain and wrong: metaspace");
    assertThat(complaints(label(LOST_1), lost("1", right), lost("2", finding("deleted", CERTAIN))))
        .singleElement()
        .asString()
        .startsWith("certain and wrong: deleted");
    assertThat(complaints(label(LOST_1), lost("1", right, finding("gc-overhead", CERTAIN))))
        .isEmpty();
  }

  @Test
  void takesAlikeCausesOnlyAsPossible() {
    assertThat(complaints(label(LOST_1), lost("1", finding("vanished", POSSIBLE)))).isEmpty();
    assertThat(complaints(label(LOST_1), lost("1", finding("vanished", LIKELY)))).hasSize(1);
  }

  @Test
  void complainsWhereTheIncidentIsMissing() {
    assertThat(complaints(label(LOST_1), lost("2", finding("heap-oom", CERTAIN))))
        .singleElement()
        .asString()
        .startsWith("no such incident");
    assertThat(complaints(label(null))).hasSize(1);
  }

  @Test
  void meansTheWorstIncidentWhereNoneIsNamed() {
    Diagnosis slight = diagnosis(Kind.EXECUTOR_LOST, "1", finding("deleted", LIKELY));
    Diagnosis grave = diagnosis(Kind.JOB_FAILED, "", finding("heap-oom", CERTAIN, CRITICAL));
    Diagnosis silence =
        diagnosis(Kind.EXECUTOR_SILENT, "1", finding("heartbeat-gc", LIKELY, CRITICAL));
    assertThat(complaints(label(null), silence, slight, grave)).isEmpty();
    assertThat(complaints(label(null), silence, slight)).hasSize(1);
  }

  private static List<String> complaints(CorpusLabel label, Diagnosis... told) {
    return CorpusVerdict.complaints(label, Arrays.asList(told));
  }

  private static CorpusLabel label(Which which) {
    return new CorpusLabel(
        "heap-oom",
        Set.of(CERTAIN, LIKELY),
        List.of("metaspace"),
        List.of("gc-overhead"),
        List.of("vanished"),
        which,
        "for the test");
  }

  private static Diagnosis lost(String executorId, Finding... findings) {
    return diagnosis(Kind.EXECUTOR_LOST, executorId, findings);
  }

  private static Diagnosis diagnosis(Kind kind, String executorId, Finding... findings) {
    Incident incident =
        new Incident(
            kind + executorId,
            kind,
            executorId,
            "node-1",
            1,
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
            null);
    return new Diagnosis(incident, Arrays.asList(findings));
  }

  private static Finding finding(String causeId, Confidence confidence) {
    return finding(causeId, confidence, WARNING);
  }

  private static Finding finding(String causeId, Confidence confidence, Severity severity) {
    return new Finding(
        causeId, confidence, severity, "A sentence.", List.of(), List.of(), List.of());
  }
}
