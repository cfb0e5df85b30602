/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.executor;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.api.plugin.PluginContext;

/**
 * The name of this host as Spark knows it. {@link PluginContext#hostname()} fails in an executor of
 * Spark 4.1, whose RPC environment listens on no address; there the command line tells it.
 */
final class HostName {
  private static final Pattern OPTION = Pattern.compile("--hostname\\s+(\\S+)");
  private static final String UNKNOWN = "unknown";

  private HostName() {}

  /**
   * The host's name.
   *
   * @param commandLine of this JVM, {@code sun.java.command}; may be null
   */
  static String of(PluginContext context, String commandLine) {
    Matcher option = OPTION.matcher(commandLine == null ? "" : commandLine);
    if (option.find()) {
      return option.group(1);
    }
    try {
      return context.hostname();
    } catch (RuntimeException e) {
      return UNKNOWN;
    }
  }
}
