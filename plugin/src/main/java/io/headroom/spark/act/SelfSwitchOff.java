/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act;

import io.headroom.spark.sense.Capability;
import org.slf4j.Logger;

/**
 * The off switch that each action carries: what fails inside an action is logged once, turns that
 * action off with the reason, and goes no further. Thread-safe.
 */
public final class SelfSwitchOff {
  private final Logger log;
  private volatile Capability capability;

  /** Starts on where the capability is available, off for good where it is not. */
  public SelfSwitchOff(Logger log, Capability atStart) {
    this.log = log;
    this.capability = atStart;
  }

  public boolean on() {
    return capability.available();
  }

  public Capability capability() {
    return capability;
  }

  /** Runs a piece of the action; returns false, and is off from then on, if it failed. */
  public boolean guard(Runnable piece) {
    try {
      piece.run();
      return true;
    } catch (Exception | LinkageError e) {
      off("it failed: " + e, e);
      return false;
    }
  }

  /** Turns the action off; only the first call says so. */
  public void off(String because, Throwable cause) {
    synchronized (this) {
      if (!on()) {
        return;
      }
      capability = Capability.unavailable(capability.name(), because);
    }
    log.warn("Headroom: {} is switched off because {}", capability.name(), because, cause);
  }
}
