/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act;

import io.headroom.spark.judge.Situation;
import io.headroom.spark.sense.Capability;

/** One thing Headroom can do about memory. */
public interface Action extends AutoCloseable {

  /** Short name, also the middle of its key {@code spark.headroom.<name>.enabled}. */
  String name();

  /** Whether it works here, or why not. May change while running, when it switches itself off. */
  Capability capability();

  /**
   * Looks at the latest situation and acts if it is time to. Called on the sampling thread after
   * each sample: returns within microseconds, so longer work goes to a thread of its own. The
   * situation is reused for the next sample: what is needed later is copied.
   */
  void step(Situation now);

  /**
   * Undoes whatever is still in force: opens the gate, resumes what is paused, restores flags.
   * Idempotent and bounded in time.
   */
  @Override
  void close();
}
