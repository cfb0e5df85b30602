/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import io.headroom.spark.record.TaskEnded;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads Spark's words about failures only as far as facts are joined by them; what they mean is for
 * the causes to judge. Pure.
 */
final class LossWords {
  private static final int MOST_CHARS = 300;
  private static final Pattern NUMBERS = Pattern.compile("0x[0-9a-fA-F]+|\\d+(?:[._]\\d+)*");
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final Pattern HEARTBEAT =
      Pattern.compile("heartbeat timed out after (\\d{1,15}) ms");
  private static final Pattern TRACEBACK = Pattern.compile("Traceback \\(most recent call last\\)");

  private static final Pattern BROKEN_SOCKET =
      Pattern.compile("SocketException|EOFException|java\\.io\\.IOException");

  private LossWords() {}

  /** The words with every number replaced, so that equal failures read equal. */
  static String pattern(String words) {
    String head = words.length() > 2 * MOST_CHARS ? words.substring(0, 2 * MOST_CHARS) : words;
    String same = NUMBERS.matcher(BLANKS.matcher(head.strip()).replaceAll(" ")).replaceAll("#");
    return same.length() > MOST_CHARS ? same.substring(0, MOST_CHARS) : same;
  }

  /**
   * The line of an exception's description that tells one failure from another: the first one, and
   * the last one of a Python traceback.
   */
  static String telling(String description) {
    List<String> lines = description.strip().lines().toList();
    if (lines.isEmpty()) {
      return "";
    }
    boolean python = TRACEBACK.matcher(description).find();
    return lines.get(python ? lines.size() - 1 : 0);
  }

  /**
   * Whether the words name no cause, so that a better reason may follow: what Spark says first of
   * an executor it gave up itself or lost its connection to.
   */
  static boolean generic(String reason) {
    return reason.isBlank()
        || reason.startsWith("Executor killed by driver")
        || reason.startsWith("Remote RPC client disassociated")
        || reason.startsWith("Executor Process Lost")
        || reason.startsWith("AM is not yet registered");
  }

  /**
   * Whether a task failed since its Python worker was gone, and not by an exception of the worker's
   * own: told plainly, or as the broken socket if writing failed before reading did.
   */
  static boolean pythonWorkerGone(TaskEnded task) {
    return task.description().contains("Python worker exited unexpectedly")
        || task.stackTrace().contains("Python worker exited unexpectedly")
        || (BROKEN_SOCKET.matcher(task.className()).find()
            && task.stackTrace().contains("org.apache.spark.api.python."));
  }

  /** Milliseconds for which the executor had been silent when it was given up; 0 where not said. */
  static long silentMillis(String reason) {
    Matcher matcher = HEARTBEAT.matcher(reason);
    return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
  }
}
