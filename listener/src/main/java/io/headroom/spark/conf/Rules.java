/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.conf;

import java.util.List;

/** Every order that keys must keep among each other. */
final class Rules {
  private Rules() {}

  static List<Rule<?>> all() {
    return List.of(
        Rule.below(Keys.GIVE_BACK_THRESHOLD, Keys.SOFT_THRESHOLD),
        Rule.below(Keys.SOFT_THRESHOLD, Keys.GATE_THRESHOLD),
        Rule.below(Keys.GATE_THRESHOLD, Keys.SHED_THRESHOLD),
        Rule.below(Keys.LEVEL_HYSTERESIS, Keys.GIVE_BACK_THRESHOLD),
        Rule.atMost(Keys.SAMPLE_PRESSURE_PERIOD, Keys.SAMPLE_PERIOD),
        Rule.atMost(Keys.REPORT_PRESSURE_PERIOD, Keys.REPORT_PERIOD));
  }
}
