/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Tells PySpark's daemon and workers from other programs by their command lines. A name alone will
 * not do: anything may be called python.
 *
 * <p>Spark starts the daemon as {@code python -m pyspark.daemon pyspark.worker} and, where there is
 * no daemon, a worker as {@code python -m pyspark.worker} (PythonWorkerFactory). A worker forked by
 * the daemon keeps the daemon's command line; only its parent tells it apart, so that is left to
 * {@link ProcessTree}.
 */
final class PythonCommand {
  /** What a command line alone says. */
  enum Role {
    /** The daemon, or a fork of it. */
    DAEMON,
    WORKER,
    OTHER_PYTHON,
    NOT_PYTHON
  }

  /** python, python3, python3.11, python3.13t, pypy3; not python-notes or pythonista. */
  private static final Pattern INTERPRETER =
      Pattern.compile("(python|pypy)(\\d+(\\.\\d+)*[a-z]{0,2})?");

  private final String daemonModule;
  private final String workerModule;

  /**
   * @param daemonModule {@code spark.python.daemon.module}, by default {@code pyspark.daemon}
   * @param workerModule {@code spark.python.worker.module}, by default {@code pyspark.worker}
   */
  PythonCommand(String daemonModule, String workerModule) {
    this.daemonModule = daemonModule;
    this.workerModule = workerModule;
  }

  Role role(List<String> argv) {
    if (argv.isEmpty() || !INTERPRETER.matcher(baseName(argv.get(0))).matches()) {
      return Role.NOT_PYTHON;
    }
    for (int i = 1; i < argv.size(); i++) {
      String arg = argv.get(i);
      if (!arg.startsWith("-") || arg.equals("-")) {
        return ofScript(arg);
      }
      if (arg.startsWith("--")) {
        i += arg.equals("--check-hash-based-pycs") ? 1 : 0;
        continue;
      }
      int option = firstWithArgument(arg);
      if (option < 0) {
        continue;
      }
      // The argument of an option is the rest of its word, or the next word.
      boolean inWord = option + 1 < arg.length();
      String argument =
          inWord ? arg.substring(option + 1) : i + 1 < argv.size() ? argv.get(i + 1) : "";
      char letter = arg.charAt(option);
      if (letter == 'm') {
        return ofModule(argument);
      }
      if (letter == 'c') {
        return Role.OTHER_PYTHON;
      }
      i += inWord ? 0 : 1; // -W and -X
    }
    return Role.OTHER_PYTHON;
  }

  /** Where in a word like {@code -um} the first option stands that takes an argument; or -1. */
  private static int firstWithArgument(String word) {
    for (int i = 1; i < word.length(); i++) {
      if ("mcWX".indexOf(word.charAt(i)) >= 0) {
        return i;
      }
    }
    return -1;
  }

  private Role ofModule(String module) {
    if (module.equals(daemonModule)) {
      return Role.DAEMON;
    }
    // Spark 4 has workers beside pyspark.worker: pyspark.sql.worker.analyze_udtf and others.
    return module.equals(workerModule) || module.startsWith("pyspark.sql.worker.")
        ? Role.WORKER
        : Role.OTHER_PYTHON;
  }

  private Role ofScript(String path) {
    if (path.endsWith("pyspark/daemon.py") || isFileOf(path, daemonModule)) {
      return Role.DAEMON;
    }
    return path.endsWith("pyspark/worker.py") || isFileOf(path, workerModule)
        ? Role.WORKER
        : Role.OTHER_PYTHON;
  }

  /** A module a.b is the file a/b.py below any directory. */
  private static boolean isFileOf(String path, String module) {
    String file = module.replace('.', '/') + ".py";
    return path.equals(file) || path.endsWith("/" + file);
  }

  private static String baseName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
