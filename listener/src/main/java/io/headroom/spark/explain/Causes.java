/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import io.headroom.spark.explain.cause.UnknownCause;
import java.util.List;

/**
 * The one list of causes, from the specific to the general: among equally sure findings the first
 * one is told.
 */
public final class Causes {
  private Causes() {}

  /** All causes. The last one always has something to say. */
  public static final List<Cause> ALL = List.of(new UnknownCause());
}
