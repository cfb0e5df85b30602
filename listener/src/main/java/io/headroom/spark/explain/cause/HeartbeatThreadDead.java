/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import io.headroom.spark.explain.Amounts;
import io.headroom.spark.explain.Cause;
import io.headroom.spark.explain.Confidence;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.Incident;
import io.headroom.spark.explain.advice.HeartbeatTimeout;
import io.headroom.spark.record.ExecutorReport;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** No heartbeats since their thread ended or hangs, while the executor itself lives. */
public final class HeartbeatThreadDead implements Cause {
  private static final Pattern TEXT =
      Pattern.compile("Uncaught exception in thread executor-heartbeater[^\\n]*");

  @Override
  public String id() {
    return "heartbeat-thread-dead";
  }

  @Override
  public String title() {
    return "Silent: the heartbeat thread is dead";
  }

  @Override
  public Optional<Finding> explain(Incident incident) {
    Optional<Silence> maybe = Silence.of(incident);
    if (maybe.isEmpty()) {
      return Optional.empty();
    }
    Silence silence = maybe.get();
    Optional<Matcher> text = Words.ofLoss(incident, TEXT);
    List<ExecutorReport> last = silence.reports().window();
    long dead = last.stream().filter(report -> !report.stalls().heartbeaterAlive()).count();
    boolean gone = dead > 0 && !last.get(last.size() - 1).stalls().heartbeaterAlive();
    boolean hangs =
        silence.reportsWentOn()
            && !silence.stalled()
            && new DriverSigns(incident).lines().isEmpty();
    if (text.isEmpty() && !gone && !hangs) {
      return Optional.empty();
    }
    // One odd look at the threads proves nothing; two do.
    boolean sure = text.isPresent() || (gone && dead > 1);
    boolean alone = incident.lostTogether() < 3;
    FindingBuilder draft =
        new FindingBuilder(
                this,
                incident,
                sure ? Confidence.CERTAIN : gone || alone ? Confidence.LIKELY : Confidence.POSSIBLE)
            .says(
                "%s %s although it lived: the thread that sends heartbeats %s.",
                Words.atHead(Words.who(incident)),
                silence.words(),
                sure || gone ? "had ended" : "hangs, or has ended");
    text.ifPresent(matcher -> draft.saw(Words.quote(matcher)));
    if (gone) {
      draft.saw("by the last " + dead + " reports Spark's heartbeat thread is not there any more");
    }
    if (hangs) {
      draft.saw(
          "Headroom's reports went on until "
              + Amounts.secondsOfMillis(silence.reports().silentMillis())
              + " before the end, over the same connection");
    }
    return draft
        .advise(
            "See the executor's log for \"Uncaught exception in thread executor-heartbeater\": an"
                + " OutOfMemoryError (often Metaspace) there ends that thread alone. What it names is"
                + " what must be mended.")
        .advise(HeartbeatTimeout.refuse("a thread that is gone sends nothing later either."))
        .finding();
  }
}
