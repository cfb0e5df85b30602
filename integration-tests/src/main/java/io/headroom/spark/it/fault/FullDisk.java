/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.fault;

import io.headroom.spark.it.cluster.ContainerOptions;
import io.headroom.spark.it.cluster.SmallDisk;
import io.headroom.spark.it.cluster.Victim;
import io.headroom.spark.it.run.Variant;
import io.headroom.spark.it.workload.RunContext;
import io.headroom.spark.it.workload.Sizing;
import io.headroom.spark.it.workload.Workload;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.HashPartitioner;
import scala.Tuple2;

/** The file system of {@code spark.local.dir} is full before the shuffle is written. */
record FullDisk() implements Fault {
  private static final long DISK_BYTES = 64L << 20;

  @Override
  public String name() {
    return "disk-full";
  }

  @Override
  public String description() {
    return "a shuffle of 256 MiB onto a local directory of 64 MiB";
  }

  @Override
  public String cause() {
    return "disk-full";
  }

  @Override
  public Set<String> lookAlikes() {
    return Set.of();
  }

  @Override
  public Pattern words() {
    return Pattern.compile("java\\.io\\.IOException: No space left on device");
  }

  @Override
  public Workload workload() {
    return new Shuffle(name(), description());
  }

  @Override
  public Variant withPlugin() {
    return Variant.HEADROOM;
  }

  @Override
  public Armed arm(Machine machine) throws MachineLacksException {
    SmallDisk disk;
    try {
      disk = SmallDisk.mount(machine.directory(), DISK_BYTES);
    } catch (IOException e) {
      throw new MachineLacksException("mount of a tmpfs", e);
    }
    return new Armed() {
      @Override
      public ContainerOptions options() {
        return ContainerOptions.localDirectory(disk.directory());
      }

      @Override
      public void strike(Victim victim) {
        // The shuffle does it.
      }

      @Override
      public void close() {
        disk.close();
      }
    };
  }

  private record Shuffle(String name, String description) implements Workload {
    private static final int TASKS = 4;
    private static final int PIECES_PER_TASK = 64;

    @Override
    public Sizing sizing() {
      return new Sizing(1, TASKS, 512, 1408);
    }

    @Override
    public Map<String, String> conf() {
      return SparkWords.ONE_FAILURE;
    }

    @Override
    public String run(RunContext context) {
      List<Integer> ids = IntStream.range(0, TASKS).boxed().collect(Collectors.toList());
      long pieces =
          context
              .spark()
              .parallelize(ids, TASKS)
              .flatMap(id -> IntStream.range(0, PIECES_PER_TASK).boxed().iterator())
              .mapToPair(i -> new Tuple2<>(i, incompressible(i)))
              .partitionBy(new HashPartitioner(TASKS))
              .count();
      return Long.toString(pieces);
    }

    private static byte[] incompressible(int seed) {
      byte[] piece = new byte[1 << 20];
      new Random(seed).nextBytes(piece);
      return piece;
    }
  }
}
