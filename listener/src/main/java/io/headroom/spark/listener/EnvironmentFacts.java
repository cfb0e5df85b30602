/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.listener;

import io.headroom.spark.record.Environment;
import io.headroom.spark.record.ResourceProfile;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.spark.resource.ExecutorResourceRequest;
import org.apache.spark.scheduler.SparkListenerEnvironmentUpdate;
import scala.Option;
import scala.Tuple2;
import scala.collection.Iterator;
import scala.collection.Seq;

/**
 * Turns Spark's configuration into facts. On the bus it comes as it was set; secrets are blanked
 * here as Spark blanks them for the event log, as what is kept may be told.
 */
final class EnvironmentFacts {
  /** Spark's own default of {@code spark.redaction.regex}. */
  private static final Pattern SECRET = Pattern.compile("(?i)secret|password|token|access[.]?key");

  private static final String REDACTION_KEY = "spark.redaction.regex";
  private static final String REDACTED = "*********(redacted)";
  private static final long MIB = 1L << 20;

  private EnvironmentFacts() {}

  static Environment of(SparkListenerEnvironmentUpdate event) {
    Map<String, String> spark = properties(event, "Spark Properties");
    Map<String, String> jvm = properties(event, "JVM Information");
    properties(event, "System Properties")
        .forEach(
            (name, value) -> {
              if (tellsOfJvm(name)) {
                jvm.put(name, value);
              }
            });
    Pattern secret = secret(spark.get(REDACTION_KEY));
    spark.replaceAll(
        (key, value) ->
            secret.matcher(key).find() || secret.matcher(value).find() ? REDACTED : value);
    return new Environment(spark, jvm);
  }

  private static Map<String, String> properties(
      SparkListenerEnvironmentUpdate event, String section) {
    Map<String, String> properties = new HashMap<>();
    Option<Seq<Tuple2<String, String>>> found = event.environmentDetails().get(section);
    if (found.isDefined()) {
      Iterator<Tuple2<String, String>> all = found.get().iterator();
      while (all.hasNext()) {
        Tuple2<String, String> property = all.next();
        if (property._1() != null && property._2() != null) {
          properties.put(property._1(), property._2());
        }
      }
    }
    return properties;
  }

  private static boolean tellsOfJvm(String property) {
    return property.startsWith("java.v")
        || property.startsWith("java.runtime.")
        || property.startsWith("os.");
  }

  private static Pattern secret(String configured) {
    try {
      return configured == null ? SECRET : Pattern.compile(configured);
    } catch (PatternSyntaxException e) {
      return SECRET;
    }
  }

  static ResourceProfile profile(org.apache.spark.resource.ResourceProfile profile) {
    Map<String, ExecutorResourceRequest> requests = profile.executorResourcesJMap();
    return new ResourceProfile(
        profile.id(),
        (int) amount(requests, "cores", 1),
        amount(requests, "memory", MIB),
        amount(requests, "memoryOverhead", MIB),
        amount(requests, "offHeap", MIB),
        amount(requests, "pyspark.memory", MIB));
  }

  private static long amount(
      Map<String, ExecutorResourceRequest> requests, String name, long unit) {
    ExecutorResourceRequest request = requests.get(name);
    return request == null ? -1 : request.amount() * unit;
  }
}
