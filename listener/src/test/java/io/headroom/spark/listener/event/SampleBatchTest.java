/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.listener.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headroom.spark.listener.HeadroomEvent;
import io.headroom.spark.record.ExecutorReport;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.spark.util.JsonProtocol;
import org.junit.jupiter.api.Test;

/** Reports written, through Spark's own JSON, and read again. */
class SampleBatchTest {
  private static final List<String> LEVELS = List.of("CALM", "GIVE_BACK", "SOFT", "GATE", "SHED");
  private static final Comparator<ExecutorReport> ORDER =
      Comparator.comparing(ExecutorReport::executorId)
          .thenComparingLong(ExecutorReport::timeMillis);

  @Property(tries = 200)
  void comeBackWithinTheirResolution(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 20) int executors,
      @ForAll @IntRange(min = 1, max = 10) int each) {
    List<ExecutorReport> written = reports(new Random(seed), executors, each);

    List<ExecutorReport> read = new SampleBatchReader().read(throughJson(written));

    assertThat(read).hasSameSizeAs(written);
    List<ExecutorReport> before = new ArrayList<>(written);
    before.sort(ORDER);
    List<ExecutorReport> after = new ArrayList<>(read);
    after.sort(ORDER);
    for (int i = 0; i < before.size(); i++) {
      assertClose(before.get(i), after.get(i));
    }
  }

  @Property(tries = 100)
  void loseNothingMoreTheSecondTime(@ForAll long seed) {
    List<ExecutorReport> once =
        new SampleBatchReader().read(throughJson(reports(new Random(seed), 7, 5)));

    assertThat(new SampleBatchReader().read(throughJson(once)))
        .containsExactlyInAnyOrderElementsOf(once);
  }

  /** Guards against a figure that is added to the report and forgotten here. */
  @Test
  void carryEveryFigureThatAReportHas() throws ReflectiveOperationException {
    int figures = 0;
    for (Class<?> part :
        List.of(
            ExecutorReport.Memory.class,
            ExecutorReport.Jvm.class,
            ExecutorReport.Stalls.class,
            ExecutorReport.Tasks.class,
            ExecutorReport.Cost.class)) {
      for (RecordComponent component : part.getRecordComponents()) {
        figures += component.getType() == String.class ? 0 : 1;
      }
    }
    assertThat(ReportColumn.ALL).hasSize(figures);
    assertThat(ReportColumn.ALL).extracting(ReportColumn::name).doesNotHaveDuplicates();

    ExecutorReport report = reports(new Random(1), 1, 1).get(0);
    ExecutorReport back = new SampleBatchReader().read(throughJson(List.of(report))).get(0);
    assertThat(unknownFigures(back)).isEmpty();
  }

  @Test
  void anUnknownFigureComesBackUnknown() {
    ExecutorReport unknown =
        new ExecutorReport(
            "driver",
            "h",
            1,
            5_000,
            "CALM",
            "HOST",
            new ExecutorReport.Memory(
                -1,
                -1,
                -1,
                -1,
                Double.NaN,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                -1,
                -1,
                -1,
                -1,
                -1,
                -1,
                -1,
                -1,
                -1,
                -1),
            new ExecutorReport.Jvm("", -1, -1, -1, -1, -1, -1, -1, -1),
            new ExecutorReport.Stalls(
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                0,
                true),
            new ExecutorReport.Tasks(0, 0, 0, 0, 0, 0, 0, 0, 0),
            new ExecutorReport.Cost(0, 0, -1),
            List.of("no cgroup: the host's memory is the limit", "no swap counters"));

    assertThat(new SampleBatchReader().read(throughJson(List.of(unknown))))
        .containsExactly(unknown);
  }

  @Test
  void hostAndProcessAreToldOnceAndRemembered() {
    List<ExecutorReport> reports = reports(new Random(3), 3, 2);
    SampleBatchReader reader = new SampleBatchReader();
    HeadroomEvent first = SampleBatchWriter.write(reports, id -> true);
    HeadroomEvent later = SampleBatchWriter.write(reports, id -> false);

    assertThat(new SampleBatchReader().read(later))
        .allSatisfy(
            report -> {
              assertThat(report.host()).isEmpty();
              assertThat(report.pid()).isEqualTo(-1);
            });
    assertThat(reader.read(later)).hasSize(6);
    reader.read(first);
    assertThat(reader.read(later))
        .allSatisfy(report -> assertThat(report.host()).startsWith("host-"));
  }

  static HeadroomEvent throughJson(List<ExecutorReport> reports) {
    return (HeadroomEvent)
        JsonProtocol.sparkEventFromJson(
            JsonProtocol.sparkEventToJsonString(SampleBatchWriter.write(reports, id -> true)));
  }

  private static void assertClose(ExecutorReport before, ExecutorReport after) {
    assertThat(after.executorId()).isEqualTo(before.executorId());
    assertThat(after.host()).isEqualTo(before.host());
    assertThat(after.pid()).isEqualTo(before.pid());
    assertThat(after.level()).isEqualTo(before.level());
    assertThat(after.binding()).isEqualTo(before.binding());
    assertThat(after.jvm().collector()).isEqualTo(before.jvm().collector());
    assertThat(after.notes()).isEqualTo(before.notes());
    assertThat(after.timeMillis()).isCloseTo(before.timeMillis(), within(100L));
    for (ReportColumn column : ReportColumn.ALL) {
      double expected = column.figure().applyAsDouble(before);
      double actual = column.figure().applyAsDouble(after);
      if (!Double.isFinite(expected)) {
        assertThat(actual).as(column.name()).isEqualTo(expected);
      } else {
        double most =
            column.scale().unit() / 2
                + Math.abs(expected) * Math.pow(2, -column.scale().bits())
                // Whole figures are cut to whole ones.
                + 1;
        assertThat(actual).as(column.name()).isCloseTo(expected, within(most));
      }
    }
  }

  private static List<String> unknownFigures(ExecutorReport report) {
    return ReportColumn.ALL.stream()
        .filter(column -> !(column.figure().applyAsDouble(report) >= 0))
        .map(ReportColumn::name)
        .toList();
  }

  /** Times in order for each executor, with nothing else in common. */
  private static List<ExecutorReport> reports(Random random, int executors, int each) {
    List<ExecutorReport> reports = new ArrayList<>();
    for (int e = 0; e < executors; e++) {
      String id = e == 0 ? "driver" : Integer.toString(random.nextInt(5) * 100 + e);
      long time = 1_795_264_591_566L + random.nextInt(30_000);
      for (int i = 0; i < each; i++) {
        time += 200 + random.nextInt(20_000);
        reports.add(report(random, id, "host-" + e, 40 + e, time));
      }
    }
    return reports;
  }

  private static ExecutorReport report(Random random, String id, String host, long pid, long time) {
    return new ExecutorReport(
        id,
        host,
        pid,
        time,
        LEVELS.get(random.nextInt(LEVELS.size())),
        random.nextBoolean() ? "LIMIT" : "STALL",
        new ExecutorReport.Memory(
            bytes(random),
            bytes(random),
            bytes(random),
            bytes(random),
            random.nextDouble(),
            random.nextGaussian() * (1 << 28) + (1 << 30),
            random.nextDouble() * 119,
            bytes(random),
            bytes(random),
            bytes(random),
            bytes(random),
            bytes(random),
            bytes(random),
            bytes(random),
            bytes(random),
            bytes(random),
            random.nextInt(3)),
        new ExecutorReport.Jvm(
            "G1",
            bytes(random),
            bytes(random),
            bytes(random),
            bytes(random),
            bytes(random),
            random.nextInt(5_000),
            random.nextInt(100_000),
            random.nextInt(100_000_000)),
        new ExecutorReport.Stalls(
            random.nextDouble(),
            random.nextDouble(),
            random.nextDouble(),
            random.nextDouble(),
            random.nextDouble() * 1e9,
            random.nextDouble() * 1e9,
            random.nextDouble() * 1e5,
            random.nextInt(100_000),
            random.nextBoolean()),
        new ExecutorReport.Tasks(
            random.nextInt(64),
            random.nextInt(64),
            random.nextInt(64),
            64,
            random.nextInt(1000),
            random.nextInt(1000),
            random.nextInt(1000),
            bytes(random),
            bytes(random)),
        new ExecutorReport.Cost(random.nextInt(1 << 30), bytes(random), bytes(random)),
        random.nextInt(10) == 0 ? List.of("a note", "and another") : List.of());
  }

  private static long bytes(Random random) {
    return (long) Math.exp(random.nextDouble() * Math.log(1e12));
  }
}
