/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.executor;

import io.headroom.spark.act.Action;
import io.headroom.spark.judge.Situation;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has every action look at every situation. An action that throws is switched off for good and told
 * once; the others go on. Belongs to the sampling thread; {@link #close} may come from any.
 */
final class Ladder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Ladder.class);

  private final Action[] actions;
  private final boolean[] off;

  Ladder(List<Action> actions) {
    this.actions = actions.toArray(Action[]::new);
    this.off = new boolean[this.actions.length];
  }

  void step(Situation now) {
    for (int i = 0; i < actions.length; i++) {
      if (!off[i]) {
        try {
          actions[i].step(now);
        } catch (RuntimeException | LinkageError e) {
          off[i] = true;
          LOG.warn("Headroom: {} switched itself off", actions[i].name(), e);
          closeQuietly(actions[i]);
        }
      }
    }
  }

  @Override
  public void close() {
    for (Action action : actions) {
      closeQuietly(action);
    }
  }

  private static void closeQuietly(Action action) {
    try {
      action.close();
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("Headroom: could not end {} cleanly", action.name(), e);
    }
  }
}
