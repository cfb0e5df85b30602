/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act.python;

import io.headroom.spark.judge.PauseRule.Worker;
import io.headroom.spark.sense.Capability;
import java.util.ArrayList;
import java.util.List;

/** Observe mode: answers as if signals had been sent, and sends none. Thread-safe. */
final class DrySignals implements Signals {
  private final Capability capability;
  private final List<Reply> replies = new ArrayList<>();

  DrySignals(Capability capability) {
    this.capability = capability;
  }

  @Override
  public Capability capability() {
    return capability;
  }

  @Override
  public boolean ready() {
    return true;
  }

  @Override
  public void prepare() {}

  @Override
  public synchronized boolean stop(Worker worker) {
    replies.add(new Reply(Outcome.STOPPED, worker));
    return true;
  }

  @Override
  public synchronized void goOn(Worker worker) {
    replies.add(new Reply(Outcome.CONTINUED, worker));
  }

  @Override
  public boolean holding() {
    return false;
  }

  @Override
  public synchronized List<Reply> replies() {
    List<Reply> all = List.copyOf(replies);
    replies.clear();
    return all;
  }

  @Override
  public void close() {}
}
