/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

import io.headroom.spark.record.Facts;
import io.headroom.spark.record.StageEnded;
import io.headroom.spark.record.TaskEnded;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How much was spilled, by how many task attempts, in how much of their time, and where most. */
public final class SpillSummary implements Facts {
  /** Stages that run at once; of more, the one heard of longest ago is counted as ended. */
  static final int MOST_STAGES = 64;

  private final Map<Integer, StageSpill> open = new LinkedHashMap<>(16, 0.75f, true);
  private StageSpill worst;

  private long attempts;
  private long spilledAttempts;
  private long memoryBytes;
  private long diskBytes;
  private long spilledMillis;
  private long inputBytes;
  private long shuffleWriteBytes;

  @Override
  public void taskEnded(TaskEnded ended) {
    TaskEnded.Metrics metrics = ended.metrics();
    if (metrics == null) {
      return;
    }
    attempts++;
    inputBytes += metrics.inputBytes();
    shuffleWriteBytes += metrics.shuffleWriteBytes();
    if (metrics.memorySpilledBytes() > 0 || metrics.diskSpilledBytes() > 0) {
      spilledAttempts++;
      memoryBytes += metrics.memorySpilledBytes();
      diskBytes += metrics.diskSpilledBytes();
      spilledMillis += metrics.durationMillis();
    }
    open.computeIfAbsent(ended.stageId(), StageSpill::new).add(metrics);
    if (open.size() > MOST_STAGES) {
      close(open.remove(open.keySet().iterator().next()));
    }
  }

  @Override
  public void stageEnded(StageEnded ended) {
    StageSpill stage = open.remove(ended.stageId());
    if (stage != null) {
      stage.ended(ended.name(), ended.tasks());
      close(stage);
    }
  }

  private void close(StageSpill stage) {
    worst = worse(worst, stage);
  }

  private static StageSpill worse(StageSpill a, StageSpill b) {
    return a == null || b.memoryBytes() > a.memoryBytes() ? b : a;
  }

  /** The stage that spilled most, running ones included; empty where none spilled. */
  Optional<StageSpill> worst() {
    StageSpill most = worst;
    for (StageSpill stage : open.values()) {
      most = worse(most, stage);
    }
    return Optional.ofNullable(most).filter(stage -> stage.memoryBytes() > 0);
  }

  public boolean spilled() {
    return spilledAttempts > 0;
  }

  /** Task attempts with metrics. */
  public long attempts() {
    return attempts;
  }

  public long spilledAttempts() {
    return spilledAttempts;
  }

  /** Bytes in memory of what was spilled. */
  public long memoryBytes() {
    return memoryBytes;
  }

  /** Bytes written, serialized and compressed. */
  public long diskBytes() {
    return diskBytes;
  }

  public long inputBytes() {
    return inputBytes;
  }

  public long shuffleWriteBytes() {
    return shuffleWriteBytes;
  }

  /**
   * Bytes written in a second of the time of those attempts that spilled. They computed in that
   * time too, so the disk was at least as fast.
   */
  public double bytesPerTaskSecond() {
    return spilledMillis == 0 ? 0 : diskBytes * 1000.0 / spilledMillis;
  }

  /** One sentence; says that nothing was spilled where nothing was. */
  public String sentence() {
    if (!spilled()) {
      return "Nothing was spilled.";
    }
    return String.format(
        Locale.ROOT,
        "Spilled %s (%s in memory) in %d of %d task attempts, at %.1f MiB/s of their own time.",
        Mebibytes.text(diskBytes),
        Mebibytes.text(memoryBytes),
        spilledAttempts,
        attempts,
        bytesPerTaskSecond() / Mebibytes.MIB);
  }
}
