/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act.giveback;

import io.headroom.spark.act.DiagnosticCommands;
import io.headroom.spark.sense.Capability;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * G1 shrinks the heap at the remark pause of a concurrent cycle, and may be told by flags to start
 * such a cycle soon and to keep little free: some tens of milliseconds of pauses in all, where a
 * full collection takes 600 ms and more with 600 MiB alive (JDK 17 and 25, docs/ladder.md).
 *
 * <p>A busy executor may collect so often that the periodic cycle never starts, since each
 * collection resets its timer. Then, and only where memory is pressing, one full collection is run,
 * at most once in {@link #FULL_COLLECTION_INTERVAL}.
 *
 * <p>Confined to the housekeeping thread.
 */
final class G1Return implements HeapReturnRecipe {
  static final Duration FULL_COLLECTION_INTERVAL = Duration.ofSeconds(30);

  /** Longest wait for a cycle to start and shrink the heap. */
  private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(4);

  /**
   * Wait for a cycle to start where memory is pressing. With the interval at 0 the JVM looks at the
   * flag once a second, so this is about the least that gives a concurrent cycle its chance.
   */
  private static final long PRESSING_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(1200);

  private static final long INTERVAL_MILLIS = 300;

  private final VmFlags flags;
  private final DiagnosticCommands commands;
  private final long floorBytes;
  private final Capability capability;
  private long lastFullCollection;
  private boolean fullCollectionRun;

  G1Return(VmFlags flags, DiagnosticCommands commands) {
    this.flags = flags;
    this.commands = commands;
    this.floorBytes = flags.number("MinHeapSize").orElse(0);
    this.capability =
        HeapReturnRecipes.where("G1", flags, floorBytes, FlagLease.MIN, FlagLease.MAX);
  }

  @Override
  public Capability capability() {
    return capability;
  }

  @Override
  public long floorBytes() {
    return floorBytes;
  }

  /** G1 uncommits on a thread of its own, measured at 1 to 3 s after committed fell. */
  @Override
  public Duration settling() {
    return Duration.ofSeconds(2);
  }

  @Override
  public Remedy.Running begin(Need need) {
    return new Cycle(need);
  }

  private boolean mayCollectFully(long now) {
    if (!commands.has(DiagnosticCommands.GC_RUN)
        || (fullCollectionRun && now - lastFullCollection < FULL_COLLECTION_INTERVAL.toNanos())) {
      return false;
    }
    fullCollectionRun = true;
    lastFullCollection = now;
    return true;
  }

  /** The wait for one concurrent cycle. */
  private final class Cycle implements Remedy.Running {
    private final Need need;
    private final PeriodicCycles cycles = PeriodicCycles.watch();
    private final FlagLease lease;
    private final long start = System.nanoTime();
    private long mostCommitted;
    private boolean asked;

    Cycle(Need need) {
      this.need = need;
      try {
        this.lease = new FlagLease(flags);
        // Without the first flag a periodic collection would be a full one.
        if (flags.isTrue("G1PeriodicGCInvokesConcurrent") && flags.manageable(FlagLease.INTERVAL)) {
          lease.collectEvery(INTERVAL_MILLIS);
          asked = true;
        }
      } catch (RuntimeException refused) {
        cycles.close();
        throw refused;
      }
    }

    @Override
    public Remedy.Outcome poll() {
      long now = System.nanoTime();
      long committed = Heap.committedBytes();
      if (committed < mostCommitted) {
        return Remedy.Outcome.of("a concurrent G1 cycle");
      }
      mostCommitted = committed;
      boolean waitIsOver = now - start > WAIT_NANOS;
      if (!cycles.started()) {
        boolean longEnough = !asked || now - start > PRESSING_WAIT_NANOS;
        if (longEnough && need.pressing() && mayCollectFully(now)) {
          commands.run(DiagnosticCommands.GC_RUN);
          return Remedy.Outcome.of("a full G1 collection");
        }
        return waitIsOver || need.over() ? Remedy.Outcome.of("G1, which started no cycle") : null;
      }
      // One cycle is enough; left on, the interval would start one after the other.
      lease.collectEvery(0);
      return waitIsOver || need.over() ? Remedy.Outcome.of("a concurrent G1 cycle") : null;
    }

    @Override
    public void close() {
      cycles.close();
      lease.close();
    }
  }
}
