/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.watch;

import io.headroom.spark.act.SamplerLog;
import io.headroom.spark.judge.Level;
import io.headroom.spark.judge.Situation;
import java.util.Locale;
import java.util.concurrent.Executor;
import org.slf4j.LoggerFactory;

/**
 * Tells each change of level and each process that the kernel killed in this container, one line
 * each. Belongs to the sampling thread.
 */
public final class SituationLog {
  private final SamplerLog log;

  private Level last = Level.CALM;
  private long oomKills;

  /**
   * Begins calm.
   *
   * @param logThread where the lines are written
   */
  public SituationLog(Executor logThread) {
    log = new SamplerLog(LoggerFactory.getLogger(SituationLog.class), logThread);
  }

  public void step(Situation now, int running, int cap) {
    if (now.levelChanged) {
      log.info("{}", describe(now, running, cap));
      last = now.level;
    }
    if (now.oomKills > oomKills) {
      log.warn(
          "Headroom: the kernel killed {} process(es) in this container at {} of {} MiB hard; this"
              + " executor lives",
          now.oomKills - oomKills,
          now.hardBytes >> 20,
          now.limitBytes >> 20);
      oomKills = now.oomKills;
    }
  }

  private String describe(Situation now, int running, int cap) {
    String limitIn =
        Double.isInfinite(now.timeToLimitSeconds)
            ? ""
            : String.format(Locale.ROOT, ", limit in %.1f s", now.timeToLimitSeconds);
    return String.format(
        Locale.ROOT,
        "Headroom: level %s -> %s at pressure %d %% (%d of %d MiB hard, %+d MiB/s%s; bound by %s;"
            + " %d tasks run, cap %d)",
        last,
        now.level,
        Math.round(100 * now.pressure),
        now.hardBytes >> 20,
        now.limitBytes >> 20,
        Math.round(now.slopeBytesPerSecond / (1 << 20)),
        limitIn,
        switch (now.binding) {
          case LIMIT -> "the container's limit";
          case HOST -> "the host's available memory";
          case STALL -> "stalls for memory";
        },
        running,
        cap);
  }
}
