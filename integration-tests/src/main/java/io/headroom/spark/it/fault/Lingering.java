/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.fault;

import io.headroom.spark.it.workload.RunContext;
import io.headroom.spark.it.workload.Sizing;
import io.headroom.spark.it.workload.Workload;
import java.time.Duration;
import java.util.Map;

/**
 * A workload whose application stays for some seconds after its job failed, as a notebook's does:
 * an executor's exit code is told after the failure of its task.
 */
record Lingering(Workload of) implements Workload {
  private static final long MILLIS = 4000;

  @Override
  public String name() {
    return of.name();
  }

  @Override
  public String description() {
    return of.description();
  }

  @Override
  public Sizing sizing() {
    return of.sizing();
  }

  @Override
  public Map<String, String> conf() {
    return of.conf();
  }

  @Override
  public Duration timeout() {
    return of.timeout();
  }

  @Override
  public String run(RunContext context) throws Exception {
    try {
      return of.run(context);
    } finally {
      Thread.sleep(MILLIS);
    }
  }
}
