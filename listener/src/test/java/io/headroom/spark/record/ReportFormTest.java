/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportFormTest {
  private int next = 1;

  @Test
  void everyFieldArrivesInItsPlace() throws Exception {
    ExecutorReport report = (ExecutorReport) filled(ExecutorReport.class);
    assertThat(overTheWire(report)).isEqualTo(report);
  }

  @Test
  void unknownFiguresArriveAsUnknown() throws Exception {
    next = -1000;
    ExecutorReport some = (ExecutorReport) filled(ExecutorReport.class);
    ExecutorReport.Stalls unknown =
        new ExecutorReport.Stalls(
            Double.NaN,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            0,
            false);
    ExecutorReport report =
        new ExecutorReport(
            some.executorId(),
            some.host(),
            some.pid(),
            some.timeMillis(),
            some.level(),
            some.binding(),
            some.memory(),
            some.jvm(),
            unknown,
            some.tasks(),
            some.cost(),
            List.of());
    assertThat(overTheWire(report)).isEqualTo(report);
  }

  @Test
  void isSmallSinceNoClassIsDescribed() throws Exception {
    ExecutorReport report = (ExecutorReport) filled(ExecutorReport.class);
    assertThat(bytes(report).length).isLessThan(600);
  }

  @Test
  void aNoteTooLongForTheFormIsCut() throws Exception {
    ExecutorReport some = (ExecutorReport) filled(ExecutorReport.class);
    ExecutorReport report =
        new ExecutorReport(
            some.executorId(),
            some.host(),
            some.pid(),
            some.timeMillis(),
            some.level(),
            some.binding(),
            some.memory(),
            some.jvm(),
            some.stalls(),
            some.tasks(),
            some.cost(),
            List.of("ü".repeat(100_000)));
    assertThat(overTheWire(report).notes().get(0)).hasSize(20_000);
  }

  /** A record with another value in each field. */
  private Object filled(Class<?> type) throws Exception {
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(components[i].getType());
    }
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    return type.getDeclaredConstructor(types).newInstance(values);
  }

  private Object value(Class<?> type) throws Exception {
    int n = next++;
    if (type == long.class) {
      return (long) n << 33;
    }
    if (type == int.class) {
      return n;
    }
    if (type == double.class) {
      return n / 7.0;
    }
    if (type == boolean.class) {
      return true;
    }
    if (type == String.class) {
      return "text " + n;
    }
    return type == List.class ? List.of("note " + n, "note " + next++) : filled(type);
  }

  private static byte[] bytes(ExecutorReport report) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(report);
    }
    return bytes.toByteArray();
  }

  private static ExecutorReport overTheWire(ExecutorReport report) throws Exception {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes(report)))) {
      return (ExecutorReport) in.readObject();
    }
  }
}
