/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.doctor;

import io.headroom.spark.record.Application;
import io.headroom.spark.record.Environment;
import io.headroom.spark.record.Facts;
import io.headroom.spark.record.ResourceProfile;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** What holds for the whole application: its name, its configuration, its end. One per log. */
final class ApplicationEvents {
  private static final long MEBIBYTE = 1L << 20;

  private final String fallbackId;
  private String sparkVersion = "";
  private boolean named;

  /**
   * For one log.
   *
   * @param fallbackId the application's id where the log tells none
   */
  ApplicationEvents(String fallbackId) {
    this.fallbackId = fallbackId;
  }

  /** The first line of a log; the only one that tells the version of Spark. */
  void logStart(JsonFields fields, Facts facts) throws IOException {
    while (fields.next()) {
      if (fields.name().equals("Spark Version")) {
        sparkVersion = fields.text();
      }
    }
  }

  void start(JsonFields fields, Facts facts) throws IOException {
    String id = "";
    String name = "";
    long time = 0;
    while (fields.next()) {
      switch (fields.name()) {
        case "App ID" -> id = fields.text();
        case "App Name" -> name = fields.text();
        case "Timestamp" -> time = fields.number(0);
        default -> {}
      }
    }
    named = true;
    facts.application(new Application(id.isEmpty() ? fallbackId : id, name, sparkVersion, time));
  }

  /** Names the application after its file if the log did not name it. */
  void finish(Facts facts) {
    if (!named) {
      facts.application(new Application(fallbackId, fallbackId, sparkVersion, 0));
    }
  }

  static void end(JsonFields fields, Facts facts) throws IOException {
    long time = 0;
    while (fields.next()) {
      if (fields.name().equals("Timestamp")) {
        time = fields.number(0);
      }
    }
    facts.applicationEnded(time);
  }

  static void environment(JsonFields fields, Facts facts) throws IOException {
    Map<String, String> spark = new HashMap<>();
    Map<String, String> jvm = new HashMap<>();
    while (fields.next()) {
      switch (fields.name()) {
        case "Spark Properties" -> spark.putAll(fields.texts());
        case "JVM Information" -> jvm.putAll(fields.texts());
        case "System Properties" -> {
          Map<String, String> system = fields.texts();
          system.keySet().removeIf(property -> !tellsOfJvm(property));
          jvm.putAll(system);
        }
        default -> {}
      }
    }
    facts.environment(new Environment(spark, jvm));
  }

  private static boolean tellsOfJvm(String property) {
    return property.startsWith("java.v")
        || property.startsWith("java.runtime.")
        || property.startsWith("os.");
  }

  static void resourceProfile(JsonFields fields, Facts facts) throws IOException {
    int id = 0;
    Map<String, Long> amounts = new HashMap<>();
    while (fields.next()) {
      switch (fields.name()) {
        case "Resource Profile Id" -> id = fields.integer(0);
        case "Executor Resource Requests" -> {
          for (fields.enter(); fields.next(); ) {
            amounts.put(fields.name(), amount(fields));
          }
        }
        default -> {}
      }
    }
    facts.resourceProfile(
        new ResourceProfile(
            id,
            (int) Math.min(Integer.MAX_VALUE, amounts.getOrDefault("cores", -1L)),
            bytes(amounts, "memory"),
            bytes(amounts, "memoryOverhead"),
            bytes(amounts, "offHeap"),
            bytes(amounts, "pyspark.memory")));
  }

  private static long amount(JsonFields fields) throws IOException {
    long amount = -1;
    for (fields.enter(); fields.next(); ) {
      if (fields.name().equals("Amount")) {
        amount = fields.number(-1);
      }
    }
    return amount;
  }

  /** Spark tells memory of a profile in MiB. */
  private static long bytes(Map<String, Long> amounts, String resource) {
    long mebibytes = amounts.getOrDefault(resource, -1L);
    return mebibytes < 0 || mebibytes > Long.MAX_VALUE / MEBIBYTE ? -1 : mebibytes * MEBIBYTE;
  }
}
