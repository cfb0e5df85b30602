/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.fault;

import io.headroom.spark.it.cluster.CgroupBase;
import io.headroom.spark.it.cluster.Victim;
import io.headroom.spark.it.run.Progress;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Follows a run and strikes once, after its tasks have been running for some seconds. Confined to
 * the thread that reads the driver's progress.
 */
final class Striker implements Consumer<Progress> {
  /** So that an executor has told of itself what it tells while all is well. */
  private static final double CALM_SECONDS = 3;

  private final Armed armed;
  private final CgroupBase cgroups;
  private double runningSince = -1;
  private boolean struck;
  private IOException failure;

  Striker(Armed armed, CgroupBase cgroups) {
    this.armed = armed;
    this.cgroups = cgroups;
  }

  @Override
  public void accept(Progress progress) {
    if (struck || progress.running() == 0) {
      return;
    }
    if (runningSince < 0) {
      runningSince = progress.seconds();
    }
    if (progress.seconds() - runningSince >= CALM_SECONDS) {
      try {
        List<Victim> victims = Victim.running(cgroups);
        // Between an executor that died by itself and its replacement there is none.
        if (victims.size() == 1) {
          struck = true;
          armed.strike(victims.get(0));
        }
      } catch (IOException e) {
        failure = e;
      }
    }
  }

  /** Throws what the strike threw, if it did. */
  void rethrow() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }
}
