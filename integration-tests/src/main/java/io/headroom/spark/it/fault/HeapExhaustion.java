/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.fault;

import io.headroom.spark.it.run.Variant;
import io.headroom.spark.it.workload.RunContext;
import io.headroom.spark.it.workload.Sizing;
import io.headroom.spark.it.workload.Workload;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A task fills the heap with live objects, far from the container's limit. */
record HeapExhaustion() implements Fault {
  @Override
  public String name() {
    return "heap-oom";
  }

  @Override
  public String description() {
    return "a task fills 512 MiB of heap with live objects, in a container of 1408 MiB";
  }

  @Override
  public String cause() {
    return "heap-oom";
  }

  @Override
  public Set<String> lookAlikes() {
    return Set.of();
  }

  /** {@code SparkExitCode.OOM}. */
  @Override
  public Pattern words() {
    return Pattern.compile("Lost executor \\d+ on \\S+: Command exited with code 52");
  }

  @Override
  public Workload workload() {
    return new FillingTask(name(), description());
  }

  @Override
  public Variant withPlugin() {
    return Variant.HEADROOM;
  }

  private record FillingTask(String name, String description) implements Workload {
    private static final long HEAP_MIB = 512;
    private static final int PIECE_BYTES = 256 << 10;

    @Override
    public Sizing sizing() {
      return new Sizing(1, 2, (int) HEAP_MIB, 1408);
    }

    @Override
    public Map<String, String> conf() {
      return SparkWords.ONE_FAILURE;
    }

    @Override
    public String run(RunContext context) {
      return context.spark().parallelize(List.of(1), 1).map(id -> fill()).collect().toString();
    }

    /** About 100 MiB a second, up to four times the heap. */
    private static int fill() throws InterruptedException {
      byte[][] held = new byte[(int) (4 * (HEAP_MIB << 20) / PIECE_BYTES)][];
      for (int i = 0; i < held.length; i++) {
        held[i] = new byte[PIECE_BYTES];
        TimeUnit.MICROSECONDS.sleep(2500);
      }
      return held[held.length - 1].length;
    }
  }
}
