/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.fault;

import io.headroom.spark.it.cluster.ContainerOptions;
import io.headroom.spark.it.cluster.Victim;
import io.headroom.spark.it.run.Variant;
import io.headroom.spark.it.workload.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The CPU quota of an executor's cgroup is set so low that its heartbeats do not get through. */
record CpuThrottle() implements Fault {
  /** 1 % of one CPU, at the kernel's default period. */
  private static final long PERIOD_MICROS = 100_000;

  private static final long QUOTA_MICROS = 1_000;

  @Override
  public String name() {
    return "cpu-throttle";
  }

  @Override
  public String description() {
    return "CPU quota of "
        + 100 * QUOTA_MICROS / PERIOD_MICROS
        + " % of one CPU for an executor with 8 tasks of 8 threads";
  }

  @Override
  public String cause() {
    return "heartbeat-throttled";
  }

  @Override
  public Set<String> lookAlikes() {
    return SparkWords.SILENT;
  }

  @Override
  public Pattern words() {
    return SparkWords.HEARTBEAT;
  }

  @Override
  public Workload workload() {
    return new SteadyTasks(name(), 8, 8, SparkWords.SHORT_HEARTBEATS);
  }

  @Override
  public Variant withPlugin() {
    return Variant.HEADROOM;
  }

  @Override
  public Armed arm(Machine machine) throws MachineLacksException {
    boolean unified = machine.cgroups().unified();
    Path groups;
    try {
      groups = machine.cgroups().beside("cpu");
    } catch (IOException e) {
      throw new MachineLacksException("CPU cgroups", e);
    }
    return new Armed() {
      private Victim throttled;

      @Override
      public ContainerOptions options() {
        return ContainerOptions.groups(unified ? List.of() : List.of(groups));
      }

      @Override
      public void strike(Victim victim) throws IOException {
        throttled = victim;
        if (unified) {
          victim.set(groups, "cpu.max", QUOTA_MICROS + " " + PERIOD_MICROS);
        } else {
          victim.set(groups, "cpu.cfs_period_us", Long.toString(PERIOD_MICROS));
          victim.set(groups, "cpu.cfs_quota_us", Long.toString(QUOTA_MICROS));
        }
      }

      @Override
      public void close() {
        if (throttled != null && throttled.alive()) {
          try {
            throttled.set(groups, unified ? "cpu.max" : "cpu.cfs_quota_us", unified ? "max" : "-1");
          } catch (IOException e) {
            System.err.println("Quota of " + throttled + " not lifted: " + e.getMessage());
          }
        }
      }
    };
  }
}
