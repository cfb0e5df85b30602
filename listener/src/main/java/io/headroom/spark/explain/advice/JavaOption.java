/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

import io.headroom.spark.conf.Units;
import io.headroom.spark.explain.Amounts;
import io.headroom.spark.explain.Setting;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A size among the options of the JVM that runs tasks, such as {@code -XX:MaxMetaspaceSize=256m}.
 * The setting holds all options at once, so a new value must be told with all others beside it.
 */
final class JavaOption {
  /**
   * What Spark adds by itself ({@code JavaModuleOptions}) and events therefore show: it would be
   * added again, and hides the user's own options in a line of 2,000 characters.
   */
  private static final Pattern OF_SPARK =
      Pattern.compile(
          "-XX:\\+IgnoreUnrecognizedVMOptions|--(?:add-opens|add-modules|enable-native-access)=\\S+"
              + "|-Djava\\.net\\.preferIPv6Addresses=\\S+|-Djdk\\.reflect\\.\\S+"
              + "|-Dio\\.netty\\.(?:tryReflectionSetAccessible|allocator\\.type"
              + "|handler\\.ssl\\.defaultEndpointVerificationAlgorithm)=\\S+");

  private final InForce inForce;
  private final String prefix;
  private final Pattern pattern;

  /**
   * @param name such as {@code MaxMetaspaceSize}
   */
  JavaOption(InForce inForce, String name) {
    this.inForce = inForce;
    this.prefix = "-XX:" + name + "=";
    this.pattern = Pattern.compile(Pattern.quote(prefix) + "(\\w+)");
  }

  /** Its value in bytes; empty where it is not set. */
  Optional<Long> bytes() {
    Matcher matcher = pattern.matcher(options());
    Optional<Long> last = Optional.empty();
    while (matcher.find()) {
      last = Units.bytes(matcher.group(1));
    }
    return last;
  }

  /** All options with this one at a new value. */
  Setting at(long bytes, String why) {
    String others = OF_SPARK.matcher(pattern.matcher(options()).replaceAll("")).replaceAll("");
    String value = others.strip().replaceAll("\\s+", " ");
    String option = prefix + Amounts.sparkSize(bytes);
    return new Setting(
        inForce.javaOptionsKey(), value.isEmpty() ? option : value + " " + option, why);
  }

  private String options() {
    // What Spark redacted in its event log cannot be repeated; then the option stands alone.
    String set = inForce.text(inForce.javaOptionsKey());
    return set.contains("(redacted)") ? "" : set;
  }
}
