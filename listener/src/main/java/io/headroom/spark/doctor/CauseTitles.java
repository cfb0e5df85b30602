/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.doctor;

import io.headroom.spark.explain.Cause;
import io.headroom.spark.explain.Causes;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What causes are called. */
final class CauseTitles {
  private static final Map<String, Cause> CAUSES =
      Causes.ALL.stream().collect(Collectors.toMap(Cause::id, Function.identity()));

  private CauseTitles() {}

  /** The id itself for a cause of a later version. */
  static String of(String causeId) {
    Cause cause = CAUSES.get(causeId);
    return cause == null ? causeId : cause.title();
  }
}
