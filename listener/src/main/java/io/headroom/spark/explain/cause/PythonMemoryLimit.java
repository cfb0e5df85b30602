/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import io.headroom.spark.explain.Amounts;
import io.headroom.spark.explain.Cause;
import io.headroom.spark.explain.Confidence;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.Incident;
import io.headroom.spark.explain.advice.InForce;
import io.headroom.spark.explain.advice.Parallelism;
import io.headroom.spark.explain.advice.PythonSize;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Python worker got a MemoryError, mostly since spark.executor.pyspark.memory bounds its address
 * space.
 */
public final class PythonMemoryLimit implements Cause {
  private static final Pattern TEXT =
      Pattern.compile(
          "(?:PythonException|Traceback \\(most recent call last\\)).*?"
              // At the head of a line it is the error itself, elsewhere a line of code.
              + "^((?:[\\w.]{0,120}\\.)?_?(?:Array)?MemoryError\\b[^\\n]*)",
          Pattern.DOTALL | Pattern.MULTILINE);

  @Override
  public String id() {
    return "python-memory-limit";
  }

  @Override
  public String title() {
    return "Python worker reached its own memory limit";
  }

  @Override
  public Optional<Finding> explain(Incident incident) {
    Optional<Matcher> text = Words.ofTasks(incident, TEXT);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    InForce inForce = InForce.of(incident);
    PythonSize python = new PythonSize(inForce);
    boolean bounded = inForce.pysparkBytes() > 0;
    String error = Words.shorten(text.get().group(1));
    FindingBuilder draft =
        new FindingBuilder(this, incident, bounded ? Confidence.CERTAIN : Confidence.LIKELY);
    if (bounded) {
      draft.says(
          "A Python worker of %s reached its limit of %s, its share of spark.executor.pyspark.memory"
              + " (%s for %d tasks at once).",
          Words.who(incident),
          Amounts.mib(python.perWorkerBytes()),
          Amounts.mib(inForce.pysparkBytes()),
          inForce.slots());
    } else {
      draft.says(
          "A Python worker of %s could not get memory for what it wanted to allocate;"
              + " spark.executor.pyspark.memory, which would bound it, is not set.",
          Words.who(incident));
    }
    draft.saw("Python: \"" + error + "\"").advise(python.smallerBatches());
    if (bounded) {
      LastReports reports = new LastReports(incident.reports(), incident.timeMillis());
      long peak =
          Math.max(
              incident.executor().peakPythonBytes(),
              reports.largest(report -> report.memory().pythonBytes()));
      draft.advise(python.largerBound(peak)).advise(new Parallelism(inForce).fewerCores());
    }
    return draft
        .advise(
            "spark.python.worker.memory is no remedy: it only says when old RDD aggregations spill.")
        .finding();
  }
}
