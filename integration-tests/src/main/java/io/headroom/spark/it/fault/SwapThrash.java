/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.fault;

import io.headroom.spark.it.cluster.ContainerOptions;
import io.headroom.spark.it.cluster.SwapDevice;
import io.headroom.spark.it.cluster.Victim;
import io.headroom.spark.it.run.Variant;
import io.headroom.spark.it.workload.RunContext;
import io.headroom.spark.it.workload.Sizing;
import io.headroom.spark.it.workload.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The live heap does not fit in the container's memory but in memory and swap: each collection and
 * each task brings pages back that others need, from a slow disk, until heartbeats time out.
 */
record SwapThrash() implements Fault {
  private static final long SWAP_BYTES = 2L << 30;

  /** Of a network disk in the cheapest class. */
  private static final long READ_BYTES_PER_SECOND = 4L << 20;

  @Override
  public String name() {
    return "swap-thrash";
  }

  @Override
  public String description() {
    return "4 tasks with 220 MiB of live heap each in a container of 560 MiB and swap that reads "
        + (READ_BYTES_PER_SECOND >> 20)
        + " MiB/s";
  }

  @Override
  public String cause() {
    return "heartbeat-swap";
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
    return new LiveHeap(name(), description());
  }

  @Override
  public Variant withPlugin() {
    return Variant.OBSERVE;
  }

  @Override
  public Armed arm(Machine machine) throws MachineLacksException {
    boolean unified = machine.cgroups().unified();
    Path groups;
    SwapDevice swap;
    try {
      groups = machine.cgroups().beside(unified ? "io" : "blkio");
      swap = SwapDevice.open(machine.directory(), SWAP_BYTES);
    } catch (IOException e) {
      throw new MachineLacksException("swap", e);
    }
    return new Armed() {
      @Override
      public ContainerOptions options() {
        return ContainerOptions.swap(SWAP_BYTES, unified ? List.of() : List.of(groups));
      }

      @Override
      public void strike(Victim victim) throws IOException {
        if (unified) {
          victim.set(groups, "io.max", swap.number() + " rbps=" + READ_BYTES_PER_SECOND);
        } else {
          victim.set(
              groups,
              "blkio.throttle.read_bps_device",
              swap.number() + " " + READ_BYTES_PER_SECOND);
        }
      }

      @Override
      public void close() {
        swap.close();
      }
    };
  }

  /** Tasks whose live objects are small and spread, and are read in no order. */
  private record LiveHeap(String name, String description) implements Workload {
    private static final int TASKS = 4;
    private static final int LONGS = 126;
    private static final int PIECES = 220 << 10;
    private static final int SECONDS = 90;

    @Override
    public Sizing sizing() {
      return new Sizing(1, TASKS, 1500, 560);
    }

    @Override
    public Map<String, String> conf() {
      return SparkWords.SHORT_HEARTBEATS;
    }

    @Override
    public String run(RunContext context) {
      return context
          .spark()
          .parallelize(List.of(1, 2, 3, 4), TASKS)
          .map(LiveHeap::live)
          .collect()
          .toString();
    }

    private static long live(int seed) throws InterruptedException {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
      long[][] pieces = new long[PIECES][];
      for (int i = 0; i < PIECES; i++) {
        pieces[i] = new long[LONGS];
        if (i % (PIECES / 800) == 0) {
          Thread.sleep(5);
        }
      }
      Random random = new Random(seed);
      long sum = 0;
      while (System.nanoTime() < end && !Thread.interrupted()) {
        // A new piece for an old one: garbage, and a write to the old generation.
        int at = random.nextInt(PIECES);
        long[] next = pieces[random.nextInt(PIECES)].clone();
        sum += next[0];
        pieces[at] = next;
      }
      return sum;
    }
  }
}
