/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import java.util.Map;
import java.util.Optional;

/**
 * What holds for the whole application, as of the time of asking. Read-only.
 *
 * <p>Implementations answer from bounded memory; they are confined to the thread that feeds the
 * facts.
 */
public interface ApplicationView {
  /** Spark's version such as {@code 4.1.0}; empty where unknown. */
  String sparkVersion();

  ClusterManager clusterManager();

  /** A property of Spark's configuration, as set; empty where it is not set or not known. */
  Optional<String> conf(String key);

  /** All that was set. */
  Map<String, String> conf();

  /** What is known of an executor over its life; one that knows nothing for an unknown id. */
  ExecutorView executor(String executorId);

  /** How many executors were lost so far by the given cause. */
  int lostBy(String causeId);
}
