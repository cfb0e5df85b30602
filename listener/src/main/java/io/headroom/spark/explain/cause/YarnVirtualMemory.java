/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import io.headroom.spark.explain.Cause;
import io.headroom.spark.explain.Confidence;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.Incident;
import io.headroom.spark.explain.Setting;
import io.headroom.spark.explain.advice.Advised;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** YARN's check of virtual memory, which counts reserved addresses and no memory. */
public final class YarnVirtualMemory implements Cause {
  private static final Pattern TEXT =
      Pattern.compile(
          "(?i)for exceeding virtual memory limits\\.\\s*"
              + "(?:([0-9.]+ ?[KMGT]B) of ([0-9.]+ ?[KMGT]B) virtual memory used)?"
              + "|beyond the 'VIRTUAL' memory limit");

  @Override
  public String id() {
    return "yarn-virtual-memory";
  }

  @Override
  public String title() {
    return "Killed by YARN for its address space";
  }

  @Override
  public Optional<Finding> explain(Incident incident) {
    Optional<Matcher> text = Words.ofLoss(incident, TEXT);
    if (text.isEmpty() && !ExitCode.isOneOf(incident, ExitCode.YARN_VIRTUAL_MEMORY)) {
      return Optional.empty();
    }
    String used =
        text.filter(matcher -> matcher.group(1) != null)
            .map(matcher -> ": " + matcher.group(1) + " of " + matcher.group(2) + " were reserved")
            .orElse("");
    FindingBuilder draft =
        new FindingBuilder(this, incident, Confidence.CERTAIN)
            .says(
                "YARN killed the container of %s for its address space, not for memory it used%s.",
                Words.who(incident), used);
    text.ifPresent(matcher -> draft.saw(Words.quote(matcher)));
    return draft
        .advise(
            "Turn the check off on the NodeManagers: yarn.nodemanager.vmem-check-enabled=false in"
                + " yarn-site.xml (or raise yarn.nodemanager.vmem-pmem-ratio, 2.1 by default).")
        .advise(
            new Advised(
                "Where that file is not yours, let the C library reserve fewer arenas.",
                List.of(
                    new Setting(
                        "spark.executorEnv.MALLOC_ARENA_MAX",
                        "2",
                        "each arena reserves 64 MiB of addresses"))))
        .advise("More memory is no remedy: reserved addresses cost none.")
        .finding();
  }
}
