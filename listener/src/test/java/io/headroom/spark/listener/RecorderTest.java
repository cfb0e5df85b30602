/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.listener;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.listener.event.EventReplay;
import io.headroom.spark.listener.event.Told;
import io.headroom.spark.record.CapabilityNote;
import io.headroom.spark.record.ExecutorRemoved;
import io.headroom.spark.record.ExecutorReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecorderTest {
  static final long START = 1_795_264_590_000L;

  private final List<HeadroomEvent> posted = new ArrayList<>();
  private long nanos;
  private final Recorder recorder = new Recorder(posted::add, true, () -> nanos);

  @Test
  void postsCalmReportsTogetherEveryHalfMinute() {
    for (int second = 0; second < 60; second++) {
      nanos = Duration.ofSeconds(second).toNanos();
      recorder.report(report("1", second * 1_000L, "CALM", 0));
      recorder.report(report("2", second * 1_000L, "CALM", 0));
      recorder.tick();
    }

    assertThat(posted).hasSize(1);
    // One in ten seconds of each.
    assertThat(told().reports()).hasSize(8);
    recorder.finish();
    assertThat(posted).hasSize(2);
    assertThat(told().reports()).hasSize(14);
  }

  @Test
  void postsAChangeOfLevelAtOnceWithWhatWasBefore() {
    second(0, "1", "CALM", 0);
    second(1, "1", "CALM", 0);
    second(2, "2", "CALM", 0);
    assertThat(posted).isEmpty();

    second(3, "1", "GATE", 0);

    assertThat(posted).hasSize(1);
    assertThat(told().reports()).extracting(ExecutorReport::executorId).containsOnly("1");
    assertThat(told().reports())
        .extracting(ExecutorReport::level)
        .containsExactly("CALM", "CALM", "GATE");
  }

  @Test
  void postsAShedTaskAtOnce() {
    second(0, "1", "SHED", 0);
    second(1, "1", "SHED", 1);

    assertThat(told().reports()).extracting(r -> r.tasks().shed()).containsExactly(0L, 1L);
  }

  @Test
  void postsTheLastReportOfALostExecutorAtOnce() {
    second(0, "1", "CALM", 0);
    second(1, "1", "CALM", 0);
    second(2, "1", "CALM", 0);

    recorder.executorRemoved(new ExecutorRemoved("1", "code 137", START));
    recorder.tick();

    assertThat(told().reports()).extracting(ExecutorReport::timeMillis).contains(START + 2_000);
  }

  @Test
  void urgentEventsAreFewEvenWhenLevelsFlutter() {
    for (int tenth = 0; tenth < 300; tenth++) {
      nanos = Duration.ofMillis(tenth * 100L).toNanos();
      recorder.report(report("1", tenth * 100L, tenth % 2 == 0 ? "CALM" : "SOFT", 0));
      recorder.tick();
    }

    assertThat(posted).hasSizeLessThanOrEqualTo(Recorder.MOST_URGENT + 1);
  }

  @Test
  void singleEventsAreBoundedAndCounted() {
    for (int i = 0; i < 1_000; i++) {
      recorder.note(new CapabilityNote("1", START, "note " + i));
    }

    assertThat(posted).hasSize(Recorder.MOST_SINGLE);
    assertThat(recorder.dropped()).isEqualTo(1_000 - Recorder.MOST_SINGLE);
  }

  @Test
  void manyExecutorsAreThinnedOutToABoundedRate() {
    int executors = 5_000;
    for (int second = 0; second < 60; second++) {
      nanos = Duration.ofSeconds(second).toNanos();
      for (int id = 0; id < executors; id++) {
        recorder.report(report(Integer.toString(id), second * 1_000L, "CALM", 0));
      }
      recorder.tick();
    }
    recorder.finish();

    // Two slots of 50 s each begin in the minute, and all tell their last at the end.
    assertThat(told().reports()).hasSizeLessThanOrEqualTo(3 * executors);
    assertThat(posted).allSatisfy(event -> assertThat(event.get("rows").asInt()).isLessThan(7_000));
  }

  @Test
  void hostAndProcessAreToldAgainAfterTenMinutes() {
    for (int second = 0; second < 1_300; second++) {
      second(second, "1", "CALM", 0);
    }

    long introductions = posted.stream().filter(event -> !event.get("who").isEmpty()).count();
    assertThat(introductions).isEqualTo(3);
  }

  @Test
  void recordsNoSamplesWhereNobodyCanSeeThem() {
    Recorder unseen = new Recorder(posted::add, false, () -> nanos);
    unseen.report(report("1", 0, "CALM", 0));
    unseen.report(report("1", 1_000, "SHED", 3));
    unseen.tick();
    unseen.finish();

    assertThat(posted).isEmpty();
  }

  @Test
  void forgetsExecutorsThatFellSilent() {
    second(0, "1", "CALM", 0);
    for (int second = 1; second < 1_300; second++) {
      second(second, "2", "CALM", 0);
    }
    posted.clear();
    second(1_300, "1", "CALM", 0);
    recorder.finish();

    // It is introduced as a new one.
    assertThat(posted.get(posted.size() - 1).get("who").findValuesAsText("id")).contains("1");
  }

  private void second(int second, String executorId, String level, long shed) {
    nanos = Duration.ofSeconds(second).toNanos();
    recorder.report(report(executorId, second * 1_000L, level, shed));
    recorder.tick();
  }

  private Told told() {
    Told told = new Told();
    EventReplay replay = new EventReplay(told);
    posted.forEach(replay::replay);
    return told;
  }

  static ExecutorReport report(String executorId, long atMillis, String level, long shed) {
    return new ExecutorReport(
        executorId,
        "host-" + executorId,
        42,
        START + atMillis,
        level,
        "LIMIT",
        new ExecutorReport.Memory(
            700L << 20,
            896L << 20,
            720L << 20,
            800L << 20,
            0.78,
            0,
            Double.POSITIVE_INFINITY,
            300L << 20,
            400L << 20,
            512L << 20,
            0,
            0,
            100L << 20,
            0,
            0,
            9L << 30,
            0),
        new ExecutorReport.Jvm("G1", 200L << 20, 80L << 20, 30L << 20, 0, 0, 60, 10, 100),
        new ExecutorReport.Stalls(0, 0, 0, 0, 0, 0, 0, 0, true),
        new ExecutorReport.Tasks(4, 0, 4, 4, shed, 0, 0, 0, 0),
        new ExecutorReport.Cost(10, 1_000_000, 1_000_000_000),
        List.of());
  }
}
