/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.executor;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;

/**
 * How many tasks Spark runs at once in this process. Spark does not tell its plugins: a Standalone
 * executor without {@code spark.executor.cores} takes all cores of its worker, and only its command
 * line says how many these are.
 */
final class Slots {
  private static final Pattern CORES = Pattern.compile("--cores\\s+(\\d+)");
  private static final Pattern LOCAL = Pattern.compile("local\\[\\s*([0-9]+|\\*)\\s*(?:,.*)?]");

  private Slots() {}

  /**
   * How many tasks run at once here.
   *
   * @param commandLine of this JVM, {@code sun.java.command}; may be null
   * @param processors of this machine, for {@code local[*]} and where nothing else is known
   * @return at least 1
   */
  static int of(SparkConf conf, String commandLine, int processors) {
    int taskCpus = Math.max(1, conf.getInt("spark.task.cpus", 1));
    return Math.max(1, cores(conf, commandLine, processors) / taskCpus);
  }

  private static int cores(SparkConf conf, String commandLine, int processors) {
    Matcher local = LOCAL.matcher(conf.get("spark.master", ""));
    if (local.matches()) {
      return local.group(1).equals("*") ? processors : Integer.parseInt(local.group(1));
    }
    if (conf.get("spark.master", "").equals("local")) {
      return 1;
    }
    Matcher cores = CORES.matcher(commandLine == null ? "" : commandLine);
    if (cores.find()) {
      return Integer.parseInt(cores.group(1));
    }
    return conf.getInt("spark.executor.cores", processors);
  }
}
