/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act.giveback;

import io.headroom.spark.sense.Capability;
import java.time.Duration;

/**
 * How one kind of collector is brought to give free heap back to the operating system. Each
 * collector needs its own way, and some give nothing back whatever one does.
 */
interface HeapReturnRecipe {
  /** Works here, or unavailable because …. Found once, never changes. */
  Capability capability();

  /** What the committed heap never falls below, bytes. */
  long floorBytes();

  /** How long after the end resident memory may still be falling. */
  Duration settling();

  /** Begins; flags that the recipe sets are as before once the running attempt is closed. */
  Remedy.Running begin(Need need);

  /** What a running recipe may ask about the world outside. Thread-safe. */
  interface Need {
    /** True while memory is so short that a stop-the-world collection is the lesser evil. */
    boolean pressing();

    /** True once nothing more need be given back, or nothing more may be done. */
    boolean over();
  }
}
