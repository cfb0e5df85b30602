/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act.giveback;

import io.headroom.spark.act.DiagnosticCommands;
import io.headroom.spark.sense.Capability;
import java.time.Duration;

/**
 * Shenandoah and ZGC: collections asked for run concurrently, with pauses of about a millisecond,
 * and free regions are uncommitted after them. No flag need be touched.
 *
 * <p>Shenandoah uncommits at once after a collection that was asked for, but a request that comes
 * while a cycle runs may be answered by that cycle: so a second one follows if the first gave
 * nothing. ZGC uncommits what has been free for ZUncommitDelay, which cannot be changed at run
 * time; its default of 300 s is far too late to help.
 */
final class ConcurrentReturn implements HeapReturnRecipe {
  /** The longest ZUncommitDelay at which giving back is still worth waiting for. */
  private static final long LONGEST_DELAY_SECONDS = 10;

  private final DiagnosticCommands commands;
  private final String collector;
  private final int mostCollections;
  private final long floorBytes;
  private final Duration settling;
  private final Capability capability;

  private ConcurrentReturn(
      DiagnosticCommands commands,
      String collector,
      int mostCollections,
      long floorBytes,
      Duration settling,
      Capability capability) {
    this.commands = commands;
    this.collector = collector;
    this.mostCollections = mostCollections;
    this.floorBytes = floorBytes;
    this.settling = settling;
    this.capability =
        commands.has(DiagnosticCommands.GC_RUN)
            ? capability
            : HeapReturnRecipes.unavailable("this JVM has no diagnostic command to collect");
  }

  static ConcurrentReturn shenandoah(VmFlags flags, DiagnosticCommands commands) {
    long floor = flags.number("MinHeapSize").orElse(0);
    Capability capability =
        flags.text("ShenandoahUncommit").filter("false"::equals).isPresent()
            ? HeapReturnRecipes.unavailable("-XX:-ShenandoahUncommit is set")
            : HeapReturnRecipes.where("Shenandoah", flags, floor);
    return new ConcurrentReturn(
        commands, "Shenandoah", 2, floor, Duration.ofSeconds(2), capability);
  }

  static ConcurrentReturn zgc(VmFlags flags, DiagnosticCommands commands) {
    long floor = flags.number("MinHeapSize").orElse(0);
    long delay = flags.number("ZUncommitDelay").orElse(Long.MAX_VALUE);
    Capability capability;
    if (!flags.isTrue("ZUncommit")) {
      capability = HeapReturnRecipes.unavailable("-XX:-ZUncommit is set");
    } else if (delay > LONGEST_DELAY_SECONDS) {
      capability =
          HeapReturnRecipes.unavailable(
              "ZGC gives back only what was free for ZUncommitDelay, which is "
                  + delay
                  + " s here; start with -XX:ZUncommitDelay=5");
    } else {
      capability = HeapReturnRecipes.where("ZGC", flags, floor);
    }
    // The delay, the round of the uncommitting thread, and the kernel's counters.
    Duration settling = Duration.ofSeconds(Math.min(delay, LONGEST_DELAY_SECONDS) * 2 + 1);
    return new ConcurrentReturn(commands, "ZGC", 1, floor, settling, capability);
  }

  @Override
  public Capability capability() {
    return capability;
  }

  @Override
  public long floorBytes() {
    return floorBytes;
  }

  @Override
  public Duration settling() {
    return settling;
  }

  @Override
  public Remedy.Running begin(Need need) {
    return new Requests(need);
  }

  /** One collection at each poll; no flag is touched, so there is nothing to put back. */
  private final class Requests implements Remedy.Running {
    private final Need need;
    private int collections;

    Requests(Need need) {
      this.need = need;
    }

    @Override
    public Remedy.Outcome poll() {
      if (collections == mostCollections || need.over()) {
        return ended();
      }
      commands.run(DiagnosticCommands.GC_RUN);
      collections++;
      boolean gaveMuch = Heap.committedBytes() <= Math.max(floorBytes, 2 * Heap.usedBytes());
      return gaveMuch ? ended() : null;
    }

    private Remedy.Outcome ended() {
      return Remedy.Outcome.of(
          collections + " concurrent " + collector + (collections == 1 ? " cycle" : " cycles"));
    }

    @Override
    public void close() {}
  }
}
