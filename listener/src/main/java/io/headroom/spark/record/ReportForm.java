/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.record;

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.ArrayList;
import java.util.List;

/**
 * How an {@link ExecutorReport} crosses the wire: field after field and no class descriptions,
 * which would be most of the bytes and of the time at both ends. Both ends run the same jar, so the
 * order of fields is all there is to agree on. Public because Java's serialization wants it so;
 * nobody else uses it.
 */
public final class ReportForm implements Externalizable {
  private static final long serialVersionUID = 1L;

  /** {@link ObjectOutput#writeUTF} takes 65,535 bytes; a note has at most 3 for each character. */
  private static final int MOST_CHARS = 20_000;

  private transient ExecutorReport report;

  /** For deserialization. */
  public ReportForm() {}

  ReportForm(ExecutorReport report) {
    this.report = report;
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    text(out, report.executorId());
    text(out, report.host());
    out.writeLong(report.pid());
    out.writeLong(report.timeMillis());
    text(out, report.level());
    text(out, report.binding());
    write(out, report.memory());
    write(out, report.jvm());
    write(out, report.stalls());
    write(out, report.tasks());
    out.writeLong(report.cost().samples());
    out.writeLong(report.cost().ownCpuNanos());
    out.writeLong(report.cost().processCpuNanos());
    out.writeInt(report.notes().size());
    for (String note : report.notes()) {
      text(out, note);
    }
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException {
    report =
        new ExecutorReport(
            in.readUTF(),
            in.readUTF(),
            in.readLong(),
            in.readLong(),
            in.readUTF(),
            in.readUTF(),
            memory(in),
            jvm(in),
            stalls(in),
            tasks(in),
            new ExecutorReport.Cost(in.readLong(), in.readLong(), in.readLong()),
            notes(in));
  }

  private Object readResolve() {
    return report;
  }

  private static void text(ObjectOutput out, String text) throws IOException {
    out.writeUTF(text.length() <= MOST_CHARS ? text : text.substring(0, MOST_CHARS));
  }

  private static void write(ObjectOutput out, ExecutorReport.Memory memory) throws IOException {
    out.writeLong(memory.hardBytes());
    out.writeLong(memory.limitBytes());
    out.writeLong(memory.peakHardBytes());
    out.writeLong(memory.usageBytes());
    out.writeDouble(memory.pressure());
    out.writeDouble(memory.slopeBytesPerSecond());
    out.writeDouble(memory.timeToLimitSeconds());
    out.writeLong(memory.heapUsedBytes());
    out.writeLong(memory.heapCommittedBytes());
    out.writeLong(memory.heapMaxBytes());
    out.writeLong(memory.heapSlackBytes());
    out.writeLong(memory.shmemBytes());
    out.writeLong(memory.pageCacheBytes());
    out.writeLong(memory.swapUsedBytes());
    out.writeLong(memory.pythonBytes());
    out.writeLong(memory.hostAvailableBytes());
    out.writeLong(memory.oomKills());
  }

  private static ExecutorReport.Memory memory(ObjectInput in) throws IOException {
    return new ExecutorReport.Memory(
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong());
  }

  private static void write(ObjectOutput out, ExecutorReport.Jvm jvm) throws IOException {
    text(out, jvm.collector());
    out.writeLong(jvm.heapLiveBytes());
    out.writeLong(jvm.metaspaceBytes());
    out.writeLong(jvm.codeCacheBytes());
    out.writeLong(jvm.directBytes());
    out.writeLong(jvm.mappedBytes());
    out.writeInt(jvm.threads());
    out.writeLong(jvm.collections());
    out.writeLong(jvm.collectionMillis());
  }

  private static ExecutorReport.Jvm jvm(ObjectInput in) throws IOException {
    return new ExecutorReport.Jvm(
        in.readUTF(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readInt(),
        in.readLong(),
        in.readLong());
  }

  private static void write(ObjectOutput out, ExecutorReport.Stalls stalls) throws IOException {
    out.writeDouble(stalls.memorySome());
    out.writeDouble(stalls.memoryFull());
    out.writeDouble(stalls.collectionShare());
    out.writeDouble(stalls.throttledShare());
    out.writeDouble(stalls.swapInBytesPerSecond());
    out.writeDouble(stalls.swapOutBytesPerSecond());
    out.writeDouble(stalls.majorFaultsPerSecond());
    out.writeLong(stalls.longestHiccupMillis());
    out.writeBoolean(stalls.heartbeaterAlive());
  }

  private static ExecutorReport.Stalls stalls(ObjectInput in) throws IOException {
    return new ExecutorReport.Stalls(
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readLong(),
        in.readBoolean());
  }

  private static void write(ObjectOutput out, ExecutorReport.Tasks tasks) throws IOException {
    out.writeInt(tasks.running());
    out.writeInt(tasks.waiting());
    out.writeInt(tasks.cap());
    out.writeInt(tasks.slots());
    out.writeLong(tasks.shed());
    out.writeLong(tasks.held());
    out.writeLong(tasks.gateTimeouts());
    out.writeLong(tasks.waitedNanos());
    out.writeLong(tasks.longestWaitNanos());
  }

  private static ExecutorReport.Tasks tasks(ObjectInput in) throws IOException {
    return new ExecutorReport.Tasks(
        in.readInt(),
        in.readInt(),
        in.readInt(),
        in.readInt(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong());
  }

  private static List<String> notes(ObjectInput in) throws IOException {
    int count = in.readInt();
    List<String> notes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      notes.add(in.readUTF());
    }
    return notes;
  }
}
