/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import io.headroom.spark.explain.Amounts;
import io.headroom.spark.explain.Cause;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.Incident;
import io.headroom.spark.explain.Setting;
import io.headroom.spark.explain.advice.Advised;
import io.headroom.spark.explain.advice.ContainerSize;
import io.headroom.spark.explain.advice.InForce;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A streaming state store could not be opened for want of memory. */
public final class StateStoreMemory implements Cause {
  private static final Pattern TEXT =
      Pattern.compile(
          "CANNOT_LOAD_STATE_STORE\\.\\w*OUT_OF_MEMORY"
              + "|Could not load \\w+ state store[^\\n]*because of an out of memory");
  private static final String PREFIX = "spark.sql.streaming.stateStore.rocksdb.";
  private static final int DEFAULT_MB = 500;

  @Override
  public String id() {
    return "state-store-memory";
  }

  @Override
  public String title() {
    return "State store could not get memory";
  }

  @Override
  public Optional<Finding> explain(Incident incident) {
    Optional<Matcher> text = Words.ofTasks(incident, TEXT).or(() -> Words.ofDriver(incident, TEXT));
    if (text.isEmpty()) {
      return Optional.empty();
    }
    InForce inForce = InForce.of(incident);
    boolean bounded = Boolean.parseBoolean(inForce.text(PREFIX + "boundedMemoryUsage"));
    FindingBuilder draft =
        new FindingBuilder(this, incident, ExitCode.sure(incident))
            .says(
                "A state store of %s could not be opened for want of memory; RocksDB's memory %s.",
                Words.who(incident),
                bounded
                    ? "is bounded to "
                        + inForce
                            .number(PREFIX + "maxMemoryUsageMB")
                            .orElse((double) DEFAULT_MB)
                            .longValue()
                        + " MB per executor"
                    : "is not bounded, so each store takes its own")
            .saw(Words.quote(text.get()));
    if (!bounded) {
      draft.advise(
          new Advised(
              "Bound what all stores of an executor take together; the bound must fit into the overhead"
                  + " of "
                  + Amounts.mib(inForce.overheadBytes())
                  + ".",
              List.of(
                  new Setting(PREFIX + "boundedMemoryUsage", "true", "false by default"),
                  new Setting(
                      PREFIX + "maxMemoryUsageMB",
                      Long.toString(Math.max(64, inForce.overheadBytes() / 2 / Amounts.MIB)),
                      "half of the overhead of " + Amounts.mib(inForce.overheadBytes())))));
    }
    Optional<Held> held = Held.of(new LastReports(incident.reports(), incident.timeMillis()));
    return draft
        .advise(
            held.map(h -> new ContainerSize(inForce).advise(h.besideHeapAtLimit(), h.limit()))
                .orElseGet(() -> new ContainerSize(inForce).adviseUnmeasured()))
        .advise("A larger heap is no remedy for RocksDB, whose memory is native.")
        .finding();
  }
}
