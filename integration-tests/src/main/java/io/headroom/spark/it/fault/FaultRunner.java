/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.fault;

import io.headroom.spark.it.cluster.CgroupBase;
import io.headroom.spark.it.cluster.StandaloneCluster;
import io.headroom.spark.it.run.AppRunner;
import io.headroom.spark.it.run.RunResult;
import io.headroom.spark.it.run.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.stream.Stream;

/** Brings faults about on one cluster, one after the other. Used by one thread at a time. */
public final class FaultRunner {
  /** Ends the name of a driver's log that is kept. */
  static final String DRIVER_LOG = ".driver.log";

  /** Ends the name of an event log that is kept. */
  static final String EVENT_LOG = ".eventlog";

  private final StandaloneCluster cluster;
  private final AppRunner runner;
  private final CgroupBase cgroups;

  /**
   * Of a cluster and a runner that it does not own.
   *
   * @throws IllegalStateException where executors cannot be contained, with the reason
   */
  public FaultRunner(StandaloneCluster cluster, AppRunner runner) {
    this.cluster = cluster;
    this.runner = runner;
    this.cgroups =
        cluster
            .cgroups()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "faults need containers: " + cluster.uncontainedReason().orElse("")));
  }

  /**
   * Brings it about once.
   *
   * @param kept directory in which its event log and its logs are kept, as {@code <name>.*}
   * @throws MachineLacksException where the machine does not allow the fault, with the reason
   */
  public FaultEvidence run(Fault fault, Variant variant, Path kept, String name)
      throws IOException, InterruptedException {
    runner.warmUp();
    Path events = Files.createTempDirectory(cluster.directory(), "events-");
    try (Armed armed = fault.arm(new Machine(cgroups, cluster.directory()))) {
      Map<String, String> conf = new HashMap<>(armed.options().conf());
      conf.put("spark.eventLog.enabled", "true");
      conf.put("spark.eventLog.dir", events.toUri().toString());
      // One file that can be read as it is.
      conf.put("spark.eventLog.rolling.enabled", "false");
      conf.put("spark.eventLog.compress", "false");
      Striker striker = new Striker(armed, cgroups);
      RunResult result = runner.run(new Lingering(fault.workload()), variant, conf, striker);
      striker.rethrow();
      return keep(fault, result, events, kept, name);
    }
  }

  private static FaultEvidence keep(
      Fault fault, RunResult result, Path events, Path kept, String name) throws IOException {
    Files.createDirectories(kept);
    Path driverLog = kept.resolve(name + DRIVER_LOG);
    Path eventLog = kept.resolve(name + EVENT_LOG);
    Files.deleteIfExists(driverLog);
    Files.copy(Path.of(result.logs()).resolve("driver.log"), driverLog);
    Files.deleteIfExists(eventLog);
    try (Stream<Path> written = Files.list(events)) {
      List<Path> logs = written.filter(p -> !p.getFileName().toString().endsWith(".crc")).toList();
      if (logs.size() != 1) {
        throw new IOException("one event log expected, not " + logs);
      }
      Files.move(logs.get(0), eventLog);
    }
    Matcher words = fault.words().matcher(Files.readString(driverLog));
    return new FaultEvidence(result, words.find() ? words.group() : "", driverLog, eventLog);
  }
}
