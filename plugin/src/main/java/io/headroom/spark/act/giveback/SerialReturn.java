/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act.giveback;

import io.headroom.spark.act.DiagnosticCommands;
import io.headroom.spark.sense.Capability;
import java.time.Duration;

/**
 * Serial shrinks in steps: 0, 10, 40 and 100 % of what is free at the first to the fourth full
 * collection in a row (ShrinkHeapInSteps), down to what MaxHeapFreeRatio lets it keep free. So it
 * takes four collections, and low ratios while they run: measured with 38 MiB alive, 332 MiB
 * committed fell to 187 MiB by four collections alone and to 66 MiB with the ratios at 5/15.
 *
 * <p>These are full pauses; they end early once no more is needed or to be had.
 */
final class SerialReturn implements HeapReturnRecipe {
  private static final int MOST_COLLECTIONS = 4;

  /** With less than this share of the heap free after a collection there is nothing to shrink. */
  private static final double LEAST_FREE_SHARE = 0.1;

  private final VmFlags flags;
  private final DiagnosticCommands commands;
  private final long floorBytes;
  private final int stepsToShrink;
  private final Capability capability;

  SerialReturn(VmFlags flags, DiagnosticCommands commands) {
    this.flags = flags;
    this.commands = commands;
    this.floorBytes = flags.number("InitialHeapSize").orElse(0);
    this.stepsToShrink = flags.isTrue("ShrinkHeapInSteps") ? MOST_COLLECTIONS : 1;
    this.capability =
        commands.has(DiagnosticCommands.GC_RUN)
            ? HeapReturnRecipes.where(
                "Serial, by up to " + stepsToShrink + " full collections",
                flags,
                floorBytes,
                FlagLease.MIN,
                FlagLease.MAX)
            : HeapReturnRecipes.unavailable("this JVM has no diagnostic command to collect");
  }

  @Override
  public Capability capability() {
    return capability;
  }

  /** The old generation is never shrunk below the size it started with. */
  @Override
  public long floorBytes() {
    return floorBytes;
  }

  /** Serial uncommits within the pause; this is for the kernel's counters. */
  @Override
  public Duration settling() {
    return Duration.ofSeconds(1);
  }

  @Override
  public Remedy.Running begin(Need need) {
    return new Steps(need);
  }

  /** One full collection at each poll. */
  private final class Steps implements Remedy.Running {
    private final Need need;
    private final FlagLease lease = new FlagLease(flags);
    private int collections;

    Steps(Need need) {
      this.need = need;
    }

    @Override
    public Remedy.Outcome poll() {
      // At least one, or what others freed meanwhile would be told as this attempt's.
      if (collections > 0 && need.over()) {
        return ended();
      }
      commands.run(DiagnosticCommands.GC_RUN);
      collections++;
      // That a step frees nothing says nothing: the first is 0 %, the second 10 %.
      long committed = Heap.committedBytes();
      boolean nothingFree = committed - Heap.usedBytes() < LEAST_FREE_SHARE * committed;
      return collections >= stepsToShrink || nothingFree ? ended() : null;
    }

    private Remedy.Outcome ended() {
      return Remedy.Outcome.of(
          collections + (collections == 1 ? " full collection" : " full collections"));
    }

    @Override
    public void close() {
      lease.close();
    }
  }
}
