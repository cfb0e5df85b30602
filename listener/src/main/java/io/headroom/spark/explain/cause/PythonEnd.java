/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import io.headroom.spark.explain.Incident;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a Python worker ended, by what its task was told. SIGKILL leaves no trace; a crash in native
 * code leaves one where Python's fault handler is on.
 *
 * @param crashed whether it ended unexpectedly
 * @param notStarted whether it did not connect back after it was started
 * @param trace first line of the fault handler's trace; empty where there is none
 * @param line the telling words, for evidence
 */
record PythonEnd(boolean crashed, boolean notStarted, String trace, Optional<String> line) {
  /** The text is the same from 3.5 to 4.2 but for what follows it. */
  private static final Pattern CRASHED =
      Pattern.compile("Python worker exited unexpectedly \\(crashed\\)");

  private static final Pattern TRACE =
      Pattern.compile("Fatal Python error: [^\\n]*|Current thread 0x[0-9a-f]+ [^\\n]*");
  private static final Pattern NOT_STARTED =
      Pattern.compile("Python worker failed to connect back|waiting for the Python worker to conn");

  static PythonEnd of(Incident incident) {
    Optional<Matcher> crashed = Words.ofTasks(incident, CRASHED);
    Optional<Matcher> notStarted = Words.ofTasks(incident, NOT_STARTED);
    Optional<String> trace =
        crashed
            .flatMap(any -> Words.ofTasks(incident, TRACE))
            .map(matcher -> Words.shorten(matcher.group()));
    return new PythonEnd(
        crashed.isPresent(),
        notStarted.isPresent(),
        trace.orElse(""),
        crashed.or(() -> notStarted).map(Words::quote));
  }

  boolean traced() {
    return !trace.isEmpty();
  }
}
