/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.watch;

import io.headroom.spark.conf.HeadroomConf;
import io.headroom.spark.conf.Keys;
import java.util.OptionalLong;

/** The limit a user set by {@code spark.headroom.memory.limit}, if any. */
public final class MemoryLimit {
  private MemoryLimit() {}

  public static OptionalLong of(HeadroomConf conf) {
    return conf.find(Keys.MEMORY_LIMIT)
        .map(bytes -> OptionalLong.of(bytes))
        .orElseGet(OptionalLong::empty);
  }
}
