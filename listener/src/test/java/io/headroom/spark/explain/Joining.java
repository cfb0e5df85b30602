/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import io.headroom.spark.record.Facts;
import java.util.List;
import java.util.function.Consumer;

/** An application's memory and a joiner behind it, told a story. */
final class Joining {
  /** Some wall clock, so that no test passes by times near 0. */
  static final long T = 1_790_000_000_000L;

  final ApplicationMemory memory = new ApplicationMemory(cause -> 0);
  final IncidentJoiner joiner;

  Joining() {
    this(0);
  }

  Joining(long silentAfterMillis) {
    joiner = new IncidentJoiner(memory, silentAfterMillis);
  }

  @SafeVarargs
  final Joining tell(Consumer<Facts>... facts) {
    for (Consumer<Facts> fact : facts) {
      fact.accept(memory);
      fact.accept(joiner);
    }
    return this;
  }

  Joining tell(List<Consumer<Facts>> facts) {
    for (Consumer<Facts> fact : facts) {
      fact.accept(memory);
      fact.accept(joiner);
    }
    return this;
  }

  List<Incident> due(long millisAfterT) {
    return joiner.due(T + millisAfterT);
  }

  List<Incident> finish() {
    return joiner.finish();
  }

  static Incident only(List<Incident> incidents) {
    if (incidents.size() != 1) {
      throw new AssertionError("not one incident but " + incidents);
    }
    return incidents.get(0);
  }
}
