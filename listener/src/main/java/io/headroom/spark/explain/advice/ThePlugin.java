/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

import java.util.Optional;

/** Headroom's own plugin, where nothing was measured because it was not there. */
public final class ThePlugin {
  private static final String KEY = "spark.plugins";
  private static final String NAME = "io.headroom.spark.HeadroomPlugin";

  private ThePlugin() {}

  /**
   * Its line, beside other plugins that are in use; empty where it is set already.
   *
   * @param what what it would tell, as a sentence
   */
  public static Optional<Advised> advise(InForce inForce, String what) {
    String now = inForce.text(KEY).strip();
    if (now.contains(NAME)) {
      return Optional.empty();
    }
    String value = now.isEmpty() ? NAME : now + "," + NAME;
    return Optional.of(Advised.with(what, KEY, value, "not in use here"));
  }
}
