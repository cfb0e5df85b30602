/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.fault;

import io.headroom.spark.it.run.Variant;
import io.headroom.spark.it.workload.Workload;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The heap is nearly full of live objects that refer to each other more and more: one full
 * collection follows the other, each longer than the last, until a heartbeat does not get through.
 */
record LongCollections() implements Fault {
  @Override
  public String name() {
    return "long-gc";
  }

  @Override
  public String description() {
    return "full collections of the serial collector in a heap nearly full of entangled objects";
  }

  @Override
  public String cause() {
    return "heartbeat-gc";
  }

  @Override
  public Set<String> lookAlikes() {
    return SparkWords.SILENT;
  }

  @Override
  public Pattern words() {
    return SparkWords.HEARTBEAT;
  }

  @Override
  public Workload workload() {
    return new EntangledHeap(name(), description());
  }

  @Override
  public Variant withPlugin() {
    return Variant.OBSERVE;
  }
}
