/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

import java.util.Optional;

/** Smaller tasks, or fewer of them at once: more memory for each without more memory in all. */
public final class Parallelism {
  private static final int DEFAULT_PARTITIONS = 200;
  private static final int MOST_PARTITIONS = 20_000;

  private final InForce inForce;

  public Parallelism(InForce inForce) {
    this.inForce = inForce;
  }

  /** Twice the shuffle partitions, so that each holds half. */
  public Advised morePartitions() {
    int now = (int) Math.min(Integer.MAX_VALUE, partitions());
    int wanted = Math.max(now, (int) Math.min(MOST_PARTITIONS, 2L * now));
    return Advised.with(
        String.format(
            "Make partitions smaller: %d shuffle partitions instead of %d halve what a task holds"
                + " (for RDDs, the number given to repartition or to the shuffle itself).",
            wanted, now),
        "spark.sql.shuffle.partitions",
        Integer.toString(wanted),
        "2 x the " + now + " in force");
  }

  /** Half the cores of an executor; empty where it has but one. */
  public Optional<Advised> fewerCores() {
    int now = inForce.cores();
    if (now < 2 || inForce.local()) {
      return Optional.empty();
    }
    int wanted = Math.max(1, now / 2);
    return Optional.of(
        Advised.with(
            String.format(
                "Run fewer tasks at once in one executor: %d instead of %d cores give each task %s"
                    + " the memory.",
                wanted, now, now % 2 == 0 ? "twice" : "about twice"),
            "spark.executor.cores",
            Integer.toString(wanted),
            "half of the " + now + " in force"));
  }

  /** The same for the sake of CPU; empty where it has but one. */
  public Optional<Advised> fewerCoresForCpu() {
    return fewerCores()
        .map(
            advised ->
                new Advised(
                    "Or run fewer tasks at once in one executor, so that they fit the quota.",
                    advised.settings()));
  }

  private double partitions() {
    return Math.max(
        1, inForce.number("spark.sql.shuffle.partitions").orElse((double) DEFAULT_PARTITIONS));
  }
}
