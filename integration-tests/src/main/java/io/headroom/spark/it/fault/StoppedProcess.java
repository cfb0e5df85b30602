/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.fault;

import io.headroom.spark.it.cluster.Victim;
import io.headroom.spark.it.run.Variant;
import io.headroom.spark.it.workload.Workload;
import java.io.IOException;
import java.util.Set;
import java.util.regex.Pattern;

/** The executor is stopped by SIGSTOP, as a debugger, an operator or a freezer would do it. */
record StoppedProcess() implements Fault {
  @Override
  public String name() {
    return "sigstop";
  }

  @Override
  public String description() {
    return "SIGSTOP to an executor in no danger, until its heartbeats time out";
  }

  @Override
  public String cause() {
    return "heartbeat-stopped";
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
    return new SteadyTasks(name(), 2, 1, SparkWords.SHORT_HEARTBEATS);
  }

  @Override
  public Variant withPlugin() {
    return Variant.HEADROOM;
  }

  @Override
  public Armed arm(Machine machine) {
    return new Armed() {
      private Victim stopped;

      @Override
      public void strike(Victim victim) throws IOException {
        stopped = victim;
        victim.signal("STOP");
      }

      @Override
      public void close() {
        if (stopped != null && stopped.alive()) {
          try {
            stopped.signal("CONT");
          } catch (IOException e) {
            // It ended in between, as it should.
            System.err.println("No SIGCONT to " + stopped + ": " + e.getMessage());
          }
        }
      }
    };
  }
}
