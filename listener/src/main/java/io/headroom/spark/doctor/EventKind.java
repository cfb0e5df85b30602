/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.doctor;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The events that are read; of all others not more is looked at than their name. */
enum EventKind {
  LOG_START("SparkListenerLogStart"),
  APPLICATION_START("SparkListenerApplicationStart"),
  APPLICATION_END("SparkListenerApplicationEnd"),
  ENVIRONMENT_UPDATE("SparkListenerEnvironmentUpdate"),
  RESOURCE_PROFILE_ADDED("SparkListenerResourceProfileAdded"),
  EXECUTOR_ADDED("SparkListenerExecutorAdded"),
  EXECUTOR_REMOVED("SparkListenerExecutorRemoved"),
  STAGE_EXECUTOR_METRICS("SparkListenerStageExecutorMetrics"),
  TASK_END("SparkListenerTaskEnd"),
  STAGE_COMPLETED("SparkListenerStageCompleted"),
  JOB_END("SparkListenerJobEnd"),
  /** Headroom's own; its name is in logs for ever. */
  HEADROOM("io.headroom.spark.listener.HeadroomEvent");

  /** How Spark begins each line. */
  private static final byte[] OPENING = "{\"Event\":\"".getBytes(StandardCharsets.US_ASCII);

  private static final EventKind[] ALL = values();

  private final String eventName;

  EventKind(String eventName) {
    this.eventName = eventName;
  }

  /** What the head of a line tells of it. */
  enum Head {
    /** It begins as Spark writes events, and the name is whole. */
    EVENT,
    /** Some JSON object, in which the name is to be searched for. */
    OBJECT,
    /** White space or nothing. */
    BLANK,
    OTHER
  }

  /** What begins at {@code from}. */
  static Head head(byte[] bytes, int from, int to) {
    if (nameEnd(bytes, from, to) >= 0) {
      return Head.EVENT;
    }
    for (int i = from; i < to; i++) {
      if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
        return bytes[i] == '{' ? Head.OBJECT : Head.OTHER;
      }
    }
    return Head.BLANK;
  }

  /** Which event a line tells whose head is {@link Head#EVENT}; null for one that is not read. */
  static EventKind of(byte[] bytes, int from, int to) {
    int nameFrom = from + OPENING.length;
    int nameTo = nameEnd(bytes, from, to);
    for (EventKind kind : ALL) {
      if (kind.isAt(bytes, nameFrom, nameTo)) {
        return kind;
      }
    }
    return null;
  }

  /** By the event's name; null for one that is not read. */
  static EventKind of(String name) {
    for (EventKind kind : ALL) {
      if (kind.eventName.equals(name)) {
        return kind;
      }
    }
    return null;
  }

  /** Most names differ in length, so hardly any is compared. */
  private boolean isAt(byte[] bytes, int from, int to) {
    if (eventName.length() != to - from) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (eventName.charAt(i - from) != bytes[i]) {
        return false;
      }
    }
    return true;
  }

  private static int nameEnd(byte[] bytes, int from, int to) {
    int nameFrom = from + OPENING.length;
    if (to < nameFrom || !Arrays.equals(OPENING, 0, OPENING.length, bytes, from, nameFrom)) {
      return -1;
    }
    for (int i = nameFrom; i < to; i++) {
      if (bytes[i] == '"') {
        return i;
      }
    }
    return -1;
  }
}
