/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

import static io.headroom.spark.explain.Amounts.mib;
import static io.headroom.spark.explain.Amounts.upTo64Mib;

import java.util.List;

/** A higher bound for metaspace or for its compressed class part: twice what was full. */
public final class MetaspaceSize {
  private static final long DEFAULT_CLASS_SPACE = 1L << 30;

  private final JavaOption option;
  private final long floor;

  private MetaspaceSize(JavaOption option, long floor) {
    this.option = option;
    this.floor = floor;
  }

  /** Metaspace; the JVM bounds it only where it is told to. */
  public static MetaspaceSize metaspace(InForce inForce) {
    return new MetaspaceSize(new JavaOption(inForce, "MaxMetaspaceSize"), 0);
  }

  /** Compressed class space: 1 GiB by default. */
  public static MetaspaceSize classSpace(InForce inForce) {
    return new MetaspaceSize(
        new JavaOption(inForce, "CompressedClassSpaceSize"), DEFAULT_CLASS_SPACE);
  }

  /**
   * @param usedBytes in use by the last report; −1 where unknown
   */
  public Advised advise(long usedBytes) {
    long now = option.bytes().orElse(Math.max(floor, usedBytes));
    if (now <= 0) {
      return Advised.only(
          "Raise the bound of metaspace (-XX:MaxMetaspaceSize); which one is in force is not known"
              + " here.");
    }
    long wanted = upTo64Mib(now * 2);
    return new Advised(
        String.format(
            "Raise the bound from %s to %s to gain time; it fills again if classes leak.",
            mib(now), mib(wanted)),
        List.of(option.at(wanted, "2 x the " + mib(now) + " that were full")));
  }
}
