/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.workload;

import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * An application to run under every {@link io.headroom.spark.it.run.Variant}. Implementations keep
 * no state between runs; a new one is one class and a line in {@link Workloads}.
 */
public interface Workload extends Serializable {
  /** Its name on command lines and in files; letters, digits and dashes. */
  String name();

  /** What it does, in one line. */
  String description();

  /** Its executors; the standard ones unless it says otherwise. */
  default Sizing sizing() {
    return Sizing.STANDARD;
  }

  /** Spark's configuration beyond the harness's own, the same for every variant. */
  default Map<String, String> conf() {
    return Map.of();
  }

  /** After which a run is given up. */
  default Duration timeout() {
    return Duration.ofMinutes(4);
  }

  /** True when it runs in {@code local[n]}: driver and executor are one contained process. */
  default boolean local() {
    return false;
  }

  /** What must have been run once before, without a limit; nothing unless it says otherwise. */
  default Optional<Workload> preparation() {
    return Optional.empty();
  }

  /**
   * Runs it.
   *
   * @return the result, the same in every run that went well
   * @throws Exception what Spark throws when the job fails
   */
  String run(RunContext context) throws Exception;

  /** Whether two results are the same; equal text unless it says otherwise. */
  default boolean sameResult(String expected, String actual) {
    return expected.equals(actual);
  }
}
