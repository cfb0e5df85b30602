/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

import static io.headroom.spark.explain.Amounts.MIB;
import static io.headroom.spark.explain.Amounts.mib;
import static io.headroom.spark.explain.Amounts.sparkSize;
import static io.headroom.spark.explain.Amounts.upTo64Mib;

import io.headroom.spark.explain.Setting;
import java.util.List;

/**
 * Room for direct buffers. An executor refuses to start where MaxDirectMemorySize is below {@code
 * spark.network.maxRemoteBlockSizeFetchToMem} (CoarseGrainedExecutorBackend, all versions), so the
 * two are only ever told together.
 */
public final class DirectMemorySize {
  private static final String FETCH_KEY = "spark.network.maxRemoteBlockSizeFetchToMem";
  private static final long DEFAULT_FETCH = 200 * MIB;

  private final InForce inForce;
  private final JavaOption option;

  public DirectMemorySize(InForce inForce) {
    this.inForce = inForce;
    this.option = new JavaOption(inForce, "MaxDirectMemorySize");
  }

  /** Blocks above this size are fetched to disk instead of memory. */
  public long fetchToMemoryBytes() {
    return inForce.bytes(FETCH_KEY).orElse(DEFAULT_FETCH);
  }

  /** MaxDirectMemorySize; without it the JVM's limit is the size of the heap. */
  public long limitBytes() {
    return option.bytes().orElse(inForce.heapBytes());
  }

  /** Whether executors with these settings refuse to start. */
  public boolean refusesToStart() {
    return option.bytes().isPresent() && limitBytes() < fetchToMemoryBytes();
  }

  /**
   * A limit that suffices, and the container made larger by as much.
   *
   * @param reachedBytes the limit that was reached; −1 where not told
   * @param requestedBytes what did not fit any more; 0 where not told
   */
  public Advised larger(long reachedBytes, long requestedBytes) {
    long now = reachedBytes > 0 ? reachedBytes : limitBytes();
    long wanted =
        Math.max(upTo64Mib(fetchToMemoryBytes()), upTo64Mib(now * 3 / 2 + requestedBytes));
    Setting limit =
        option.at(wanted, "1.5 x the " + mib(now) + " that were full, and not below " + FETCH_KEY);
    long overhead = upTo64Mib(inForce.overheadBytes() + wanted - now);
    String sentence =
        String.format("Allow %s of direct memory instead of %s", mib(wanted), mib(now));
    if (!inForce.sizesContainer()) {
      return new Advised(
          sentence + "; the cgroup needs " + mib(wanted - now) + " more for it.", List.of(limit));
    }
    return new Advised(
        sentence + ", and " + mib(overhead) + " of overhead to hold it.",
        List.of(
            limit,
            new Setting(
                "spark.executor.memoryOverhead",
                sparkSize(overhead),
                mib(wanted - now) + " more than the " + mib(inForce.overheadBytes()) + " now")));
  }

  /** Lets an executor start that refused to: raises what is too low. */
  public Advised allowStart() {
    long wanted = upTo64Mib(fetchToMemoryBytes());
    return new Advised(
        String.format(
            "Raise MaxDirectMemorySize from %s to at least %s (%s), or leave it out; or lower %s to"
                + " %s.",
            mib(limitBytes()), mib(wanted), FETCH_KEY, FETCH_KEY, sparkSize(limitBytes())),
        List.of(option.at(wanted, "not below " + FETCH_KEY + " = " + mib(fetchToMemoryBytes()))));
  }
}
