/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headroom.spark.record.ExecutorReport;
import io.headroom.spark.record.ProcessLook;
import java.util.List;
import org.junit.jupiter.api.Test;

class CorpusFactTest {
  private static final long MIB = 1024 * 1024;

  @Test
  void readsARunOfReportsThatGoesEvenlyFromOneFigureToTheOther() {
    List<ExecutorReport> reports =
        facts(
                "{'reports':{'executorId':'1','host':'h','pid':7,'level':'CALM','binding':'LIMIT',"
                    + "'fromMillis':1000,'everyMillis':500,'count':3,'hardMiB':[10,20],"
                    + "'limitMiB':100,'swapInMiBs':[0,4],'majorFaults':2.5,'collector':'G1'}}")
            .stream()
            .map(fact -> (ExecutorReport) fact.argument())
            .toList();
    assertThat(reports).extracting(ExecutorReport::timeMillis).containsExactly(1000L, 1500L, 2000L);
    assertThat(reports)
        .extracting(report -> report.memory().hardBytes())
        .containsExactly(10 * MIB, 15 * MIB, 20 * MIB);
    assertThat(reports)
        .extracting(report -> report.stalls().swapInBytesPerSecond())
        .containsExactly(0.0, 2.0 * MIB, 4.0 * MIB);
    assertThat(reports.get(0).memory().limitBytes()).isEqualTo(100 * MIB);
    assertThat(reports.get(0).stalls().majorFaultsPerSecond()).isEqualTo(2.5);
    assertThat(reports.get(0).jvm().collector()).isEqualTo("G1");
  }

  @Test
  void takesWhatIsNotSaidForUnknown() {
    ProcessLook look =
        (ProcessLook)
            facts(
                    "{'processLook':{'executorId':'1','host':'h','timeMillis':5,'pid':7,"
                        + "'state':'D'}}")
                .get(0)
                .argument();
    assertThat(look.state()).isEqualTo('D');
    assertThat(look.swappedBytes()).isEqualTo(-1);
    assertThat(look.throttledShare()).isNaN();
    ExecutorReport report =
        (ExecutorReport)
            facts(
                    "{'reports':{'executorId':'1','host':'h','pid':7,'level':'CALM',"
                        + "'binding':'LIMIT','fromMillis':1,'everyMillis':1,'count':1}}")
                .get(0)
                .argument();
    assertThat(report.memory().limitBytes()).isEqualTo(-1);
    assertThat(report.stalls().memorySome()).isNaN();
    assertThat(report.stalls().heartbeaterAlive()).isTrue();
    assertThat(report.tasks().shed()).isZero();
  }

  @Test
  void refusesWhatNoRecordHas() {
    assertThatThrownBy(
            () ->
                facts(
                    "{'reports':{'executorId':'1','host':'h','pid':7,'level':'CALM',"
                        + "'binding':'LIMIT','fromMillis':1,'everyMillis':1,'count':1,'hardMB':3}}"))
        .hasMessageContaining("hardMB");
    assertThatThrownBy(() -> facts("{'executorGone':{'timeMillis':1}}"))
        .hasMessageContaining("executorGone");
    assertThatThrownBy(() -> facts("{'executorRemoved':{'executorId':'1','timeMillis':1}}"))
        .hasMessageContaining("reason");
  }

  @Test
  void putsFactsIntoTheOrderOfTheirTimes() {
    List<CorpusFact> facts =
        facts(
            "{'logLine':{'executorId':'1','timeMillis':9,'text':'late'}}",
            "{'logLine':{'executorId':'1','timeMillis':4,'text':'early'}}",
            "{'environment':{'spark':{'spark.master':'yarn'}}}");
    assertThat(facts).extracting(CorpusFact::timeMillis).containsExactly(4L, 4L, 9L);
  }

  private static List<CorpusFact> facts(String... facts) {
    try {
      String json = "[" + String.join(",", facts).replace('\'', '"') + "]";
      return CorpusFact.all(new ObjectMapper().readTree(json), true);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
