/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.series;

import static io.headroom.spark.it.run.Variant.HEADROOM;
import static io.headroom.spark.it.run.Variant.OBSERVE;
import static io.headroom.spark.it.run.Variant.ORACLE;
import static io.headroom.spark.it.run.Variant.VANILLA;

import io.headroom.spark.it.run.Variant;
import java.util.List;

/**
 * A named series.
 *
 * @param name of the series
 * @param workload what is run
 * @param rounds how often unless told otherwise
 * @param variants run in this order in every second round, in reverse in the others, so that a
 *     drift of the machine does not favour one
 * @param criteria what must have been shown
 */
record Series(
    String name, String workload, int rounds, List<Variant> variants, List<Criterion> criteria) {
  /** {@code spark.headroom.gate.maxWait} by default. */
  private static final double GATE_MAX_WAIT_SECONDS = 60;

  private static final double OWN_CPU_PERCENT = 0.5;

  static List<Series> all() {
    return List.of(
        new Series(
            "native",
            "native",
            10,
            List.of(ORACLE, HEADROOM),
            List.of(Criterion.survives(0), Criterion.medianRatioAtMost(2.0))),
        new Series(
            "vanilla", "native", 5, List.of(VANILLA), List.of(Criterion.vanillaLosesTheJob(4))),
        survival("native-fast", 0),
        survival("heap-g1", 0),
        survival("heap-serial", 0),
        survival("arena", 0),
        survival("skew", 0),
        new Series(
            "python",
            "python",
            5,
            List.of(ORACLE, HEADROOM),
            List.of(Criterion.survives(0), Criterion.noKernelKills())),
        survival("uninterruptible", 1),
        new Series(
            "pagecache",
            "pagecache",
            10,
            List.of(VANILLA, HEADROOM),
            List.of(
                Criterion.survives(0),
                Criterion.noAlarms(),
                Criterion.ownCpuAtMost(OWN_CPU_PERCENT))),
        new Series(
            "observe", "native", 5, List.of(VANILLA, OBSERVE), List.of(Criterion.observesOnly())),
        gated("barrier"),
        gated("speculation"),
        gated("cancel"),
        gated("dynamic-allocation"),
        gated("local"),
        new Series(
            "overhead",
            "tpch",
            10,
            List.of(VANILLA, HEADROOM),
            List.of(
                Criterion.survives(0),
                Criterion.noAlarms(),
                Criterion.ownCpuAtMost(OWN_CPU_PERCENT))));
  }

  private static Series survival(String workload, int executorsLost) {
    return new Series(
        workload,
        workload,
        5,
        List.of(ORACLE, HEADROOM),
        List.of(Criterion.survives(executorsLost)));
  }

  private static Series gated(String workload) {
    return new Series(
        workload,
        workload,
        5,
        List.of(ORACLE, HEADROOM),
        List.of(Criterion.survives(0), Criterion.gateClosedAndBounded(GATE_MAX_WAIT_SECONDS)));
  }
}
