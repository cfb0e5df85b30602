/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.fault;

import io.headroom.spark.it.run.Variant;
import io.headroom.spark.it.workload.Workload;
import java.util.Set;
import java.util.regex.Pattern;

/** Somebody sends SIGKILL to an executor that is short of nothing. */
record KillByHand() implements Fault {
  @Override
  public String name() {
    return "sigkill";
  }

  @Override
  public String description() {
    return "SIGKILL to an executor in no danger";
  }

  @Override
  public String cause() {
    return "killed-signal";
  }

  @Override
  public Set<String> lookAlikes() {
    return SparkWords.SIGKILL;
  }

  @Override
  public Pattern words() {
    return SparkWords.KILLED;
  }

  @Override
  public Workload workload() {
    return new SteadyTasks(name(), 2, 1, SparkWords.ONE_FAILURE);
  }

  @Override
  public Variant withPlugin() {
    return Variant.HEADROOM;
  }

  @Override
  public Armed arm(Machine machine) {
    return victim -> victim.signal("KILL");
  }
}
