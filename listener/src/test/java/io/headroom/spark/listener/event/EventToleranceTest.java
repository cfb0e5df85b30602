/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.listener.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.explain.Confidence;
import io.headroom.spark.listener.HeadroomEvent;
import io.headroom.spark.record.ExecutorReport;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.spark.util.JsonProtocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands in the line of an event, reading it does no harm: a later version wrote it. */
class EventToleranceTest {
  private static final String BEGIN =
      "{\"Event\":\"io.headroom.spark.listener.HeadroomEvent\",\"v\":1,";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Event\":\"io.headroom.spark.listener.HeadroomEvent\"}",
        BEGIN + "\"kind\":\"weather\",\"rain\":true}",
        BEGIN + "\"kind\":7}",
        BEGIN + "\"kind\":{\"of\":[\"thing\"]}}",
        BEGIN + "\"kind\":\"diagnosis\"}",
        BEGIN + "\"kind\":\"diagnosis\",\"findings\":\"none\"}",
        BEGIN + "\"kind\":\"samples\"}",
        BEGIN + "\"kind\":\"samples\",\"rows\":2147483647,\"data\":\"eJw\"}",
        BEGIN + "\"kind\":\"samples\",\"rows\":-1,\"data\":[1],\"who\":5,\"notes\":{\"a\":1}}",
        BEGIN + "\"kind\":\"samples\",\"rows\":\"many\",\"data\":\"\\u0000\\u1234\"}",
      })
  void whatMakesNoSenseTellsNothing(String line) {
    assertThat(replay(line).told).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        BEGIN + "\"kind\":\"kernelKill\",\"scope\":\"GALAXY\",\"pid\":\"x\",\"time\":[]}",
        BEGIN + "\"kind\":\"processLook\",\"state\":\"\",\"otherCpuShare\":\"NaN\"}",
        BEGIN + "\"kind\":\"action\",\"time\":{\"at\":1},\"detail\":null}",
        BEGIN + "\"kind\":\"note\",\"text\":[1,2],\"extra\":{\"a\":{\"b\":[{}]}}}",
      })
  void fieldsOfAnotherTypeAreReadAsUnknown(String line) {
    assertThat(replay(line).told).hasSize(1);
  }

  @Test
  void aHigherVersionIsReadAsFarAsItIsUnderstood() {
    Told told =
        replay(
            "{\"Event\":\"io.headroom.spark.listener.HeadroomEvent\",\"v\":99,"
                + "\"kind\":\"diagnosis\",\"incident\":\"lost-3\",\"what\":\"EXECUTOR_ABDUCTED\","
                + "\"executor\":\"3\",\"findings\":[{\"cause\":\"ufo\",\"confidence\":\"DIVINE\","
                + "\"severity\":\"APOCALYPTIC\",\"sentence\":\"It was taken.\",\"tune\":[5]}]}");

    RecordedDiagnosis diagnosis = (RecordedDiagnosis) told.told.get(0);
    assertThat(diagnosis.kind()).isEqualTo("EXECUTOR_ABDUCTED");
    assertThat(diagnosis.top().causeId()).isEqualTo("ufo");
    assertThat(diagnosis.top().confidence()).isEqualTo(Confidence.POSSIBLE);
    assertThat(diagnosis.top().sentence()).isEqualTo("It was taken.");
  }

  @Test
  void columnsOfALaterVersionArePassedOverAndMissingOnesUnknown() {
    Columns columns = new Columns();
    columns.put("id", new long[] {2, 2, 4});
    columns.put("first", new long[] {0, 0, 1});
    columns.put("gap", new long[] {0, 5, 5});
    columns.put("hard", new long[] {100, 101});
    columns.put("phaseOfTheMoon", new long[] {1, 2, 3});

    Told told =
        replay(
            BEGIN
                + "\"kind\":\"samples\",\"time\":1000000,\"rows\":3,\"data\":\""
                + columns.write()
                + "\"}");

    assertThat(told.reports())
        .extracting(ExecutorReport::executorId)
        .containsExactly("1", "2", "1");
    assertThat(told.reports())
        .extracting(ExecutorReport::timeMillis)
        .containsExactly(1_000_000L, 1_000_200L, 1_001_000L);
    assertThat(told.reports())
        .extracting(report -> report.memory().hardBytes())
        .containsExactly(100L << 20, -1L, 101L << 20);
    assertThat(told.reports())
        .allSatisfy(
            report -> {
              assertThat(report.memory().limitBytes()).isEqualTo(-1);
              assertThat(report.memory().pressure()).isNaN();
              assertThat(report.level()).isEmpty();
              // Nobody was found dead where nobody looked.
              assertThat(report.stalls().heartbeaterAlive()).isTrue();
            });
  }

  @Property(tries = 300)
  void aBatchCutShortTellsItsFirstRowsTruly(@ForAll @IntRange(max = 3_000) int length) {
    List<ExecutorReport> whole =
        new SampleBatchReader().read(SampleBatchTest.throughJson(cluster()));
    HeadroomEvent event = SampleBatchWriter.write(cluster(), id -> true);
    String data = event.get("data").asText();
    String line =
        JsonProtocol.sparkEventToJsonString(event)
            .replace(data, data.substring(0, Math.min(length, data.length())));

    for (ExecutorReport report : replay(line).reports()) {
      assertThat(whole)
          .anySatisfy(
              one -> {
                assertThat(report.executorId()).isEqualTo(one.executorId());
                assertThat(report.timeMillis()).isEqualTo(one.timeMillis());
                assertThat(report.memory().hardBytes()).isIn(-1L, one.memory().hardBytes());
              });
    }
  }

  private static List<ExecutorReport> cluster() {
    return new SimulatedCluster(10, 7).reports(1_795_264_591_566L, 10_000, 3);
  }

  private static Told replay(String line) {
    Told told = new Told();
    new EventReplay(told).replay((HeadroomEvent) JsonProtocol.sparkEventFromJson(line));
    return told;
  }
}
