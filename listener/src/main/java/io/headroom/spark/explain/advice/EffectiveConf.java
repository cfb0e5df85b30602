/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

import io.headroom.spark.conf.Units;
import io.headroom.spark.explain.ClusterManager;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The configuration in force, with Spark's defaults where nothing is set. A value that Spark would
 * not read counts as not set. Immutable.
 */
final class EffectiveConf {
  private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*");

  private final Map<String, String> conf;
  private final String sparkVersion;
  private final ClusterManager clusterManager;

  EffectiveConf(Map<String, String> conf, String sparkVersion, ClusterManager clusterManager) {
    this.conf = Map.copyOf(conf);
    this.sparkVersion = sparkVersion == null ? "" : sparkVersion;
    this.clusterManager = clusterManager;
  }

  ClusterManager clusterManager() {
    return clusterManager;
  }

  Optional<String> get(String key) {
    return Optional.ofNullable(conf.get(key)).map(String::trim).filter(text -> !text.isEmpty());
  }

  /** A size of which Spark takes a bare number for bytes. */
  Optional<Long> bytes(String key) {
    return get(key).flatMap(Units::bytes);
  }

  /** A size of which Spark takes a bare number for MiB, as those of executors. */
  Optional<Long> mebibytes(String key) {
    return get(key)
        .flatMap(
            text ->
                text.chars().allMatch(c -> c >= '0' && c <= '9')
                    ? Units.bytes(text + "m")
                    : Units.bytes(text));
  }

  double number(String key, double otherwise) {
    try {
      return get(key).map(Double::parseDouble).orElse(otherwise);
    } catch (NumberFormatException notOne) {
      return otherwise;
    }
  }

  long count(String key, long otherwise) {
    try {
      return get(key).map(Long::parseLong).orElse(otherwise);
    } catch (NumberFormatException notOne) {
      return otherwise;
    }
  }

  boolean flag(String key, boolean otherwise) {
    return get(key).map(Boolean::parseBoolean).orElse(otherwise);
  }

  /** False where the version is not known: what may not exist is not advised. */
  boolean sparkAtLeast(int major, int minor) {
    Matcher version = VERSION.matcher(sparkVersion);
    if (!version.matches()) {
      return false;
    }
    int thisMajor = Integer.parseInt(version.group(1));
    return thisMajor > major || (thisMajor == major && Integer.parseInt(version.group(2)) >= minor);
  }

  /**
   * Executors' JVM flags in the order in which the JVM reads them, so that the last of a kind
   * counts: {@code defaultJavaOptions} are put before {@code extraJavaOptions}, and {@code
   * _JAVA_OPTIONS} of the environment is read last.
   */
  String executorFlags() {
    return String.join(
        " ",
        get("spark.executor.defaultJavaOptions").orElse(""),
        get("spark.executor.extraJavaOptions").orElse(""),
        get("spark.executorEnv._JAVA_OPTIONS").orElse(""));
  }
}
