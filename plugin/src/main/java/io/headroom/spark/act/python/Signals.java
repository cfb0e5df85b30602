/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act.python;

import io.headroom.spark.judge.PauseRule.Worker;
import io.headroom.spark.sense.Capability;
import java.util.List;

/** Stops Python workers and lets them go on. Thread-safe. */
interface Signals extends AutoCloseable {
  /** Works here, or unavailable because …. */
  Capability capability();

  /** True if a signal can be sent now; where not, {@link #prepare} may help. Takes no time. */
  boolean ready();

  /** Makes ready what is needed to send signals; may take tens of milliseconds. */
  void prepare();

  /**
   * Asks for the worker to be stopped, if it is still the same process. Does not wait.
   *
   * @return false if it could not be asked for
   */
  boolean stop(Worker worker);

  /** Asks for the worker to go on. Does not wait; if not ready, it is done by the next prepare. */
  void goOn(Worker worker);

  /** True while something is stopped and was not asked to go on. */
  boolean holding();

  /** What became of requests since the last call, in the order they were made. */
  List<Reply> replies();

  /** Lets all that is stopped go on. Idempotent, waits for a second at most. */
  @Override
  void close();

  /** What became of the request for one worker. */
  record Reply(Outcome outcome, Worker worker) {}

  /** What became of a request. */
  enum Outcome {
    /** It was sent SIGSTOP. */
    STOPPED,
    /** It was sent SIGCONT, or has ended and needs none. */
    CONTINUED,
    /** It had ended before it could be stopped, or its pid is another's now. */
    GONE,
    /** It lives, but this process may not stop it. */
    REFUSED
  }
}
