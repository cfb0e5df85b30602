/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import io.headroom.spark.explain.Cause;
import io.headroom.spark.explain.Confidence;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.Incident;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The process crashed outside Java: SIGSEGV, or an abort of the JVM or a native library. */
public final class NativeCrash implements Cause {
  private static final Pattern TEXT =
      Pattern.compile(
          "A fatal error has been detected by the Java Runtime Environment"
              + "|SIG(?:SEGV|BUS|ILL|FPE) \\(0x[^\\n]*|# C  \\[[^\\n]*|Problematic frame[^\\n]*");

  @Override
  public String id() {
    return "native-crash";
  }

  @Override
  public String title() {
    return "Crashed in native code";
  }

  @Override
  public Optional<Finding> explain(Incident incident) {
    Optional<Matcher> text = Words.ofTasks(incident, TEXT);
    boolean fault = ExitCode.isOneOf(incident, ExitCode.SEGMENTATION_FAULT);
    boolean abort = ExitCode.isOneOf(incident, ExitCode.ABORTED);
    if (text.isEmpty() && !fault && !abort) {
      return Optional.empty();
    }
    FindingBuilder draft =
        new FindingBuilder(
                this, incident, text.isPresent() || fault ? Confidence.CERTAIN : Confidence.LIKELY)
            .says(
                "%s crashed in native code (%s).",
                Words.atHead(Words.who(incident)),
                fault ? "SIGSEGV" : abort ? "SIGABRT" : "a fatal error of the JVM");
    text.ifPresent(matcher -> draft.saw(Words.quote(matcher)));
    return draft
        .saw(ExitCode.line(incident))
        .advise(
            "Read hs_err_pid*.log in the executor's working directory: its problematic frame names the"
                + " library (RocksDB, compression, a native engine, JNI code of your own).")
        .advise("Memory settings are no remedy for a crash, unless that file says so.")
        .finding();
  }
}
