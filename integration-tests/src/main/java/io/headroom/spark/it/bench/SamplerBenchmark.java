/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.bench;

import io.headroom.spark.it.cluster.OwnCgroup;
import io.headroom.spark.sense.FastSample;
import io.headroom.spark.sense.MemorySense;
import io.headroom.spark.sense.SlowSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.executor.ProcfsMetrics;
import org.apache.spark.executor.ProcfsMetricsGetter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one look at memory costs: Headroom's fast set and full set, the same files opened afresh
 * each time, and Spark's own {@code ProcfsMetricsGetter}, side by side. Run by {@code bin/bench
 * sampler}, with the allocation of each (B/op) by JMH's gc profiler. The percentiles are those of
 * the sample mode; the allocation is to be read in the average mode, as sampling itself allocates.
 */
@State(Scope.Thread)
@BenchmarkMode({Mode.SampleTime, Mode.AverageTime})
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class SamplerBenchmark {
  private MemorySense sense;
  private FastSample fast;
  private List<Path> files;

  /** Spark's own reader, which only works beside a running context that has it switched on. */
  @State(Scope.Thread)
  public static class SparkReader {
    private SparkContext context;
    private ProcfsMetricsGetter procfs;

    /** Starts the context. */
    @Setup
    public void start() {
      context =
          new SparkContext(
              new SparkConf(false)
                  .setMaster("local[1]")
                  .setAppName("sampler-benchmark")
                  .set("spark.ui.enabled", "false")
                  .set("spark.driver.host", "127.0.0.1")
                  .set("spark.driver.bindAddress", "127.0.0.1")
                  .set("spark.executor.processTreeMetrics.enabled", "true"));
      procfs = new ProcfsMetricsGetter("/proc/");
    }

    /** Stops it. */
    @TearDown
    public void stop() {
      context.stop();
    }
  }

  /** Opens what the readers keep open. */
  @Setup
  public void open() throws IOException {
    sense = MemorySense.open(OptionalLong.empty());
    fast = new FastSample();
    files = OwnCgroup.memoryFiles();
  }

  /** Closes it. */
  @TearDown
  public void close() {
    sense.close();
  }

  /** The fast set: hard memory, limit, OOM counter, of kept-open files. */
  @Benchmark
  public FastSample fastSet() {
    sense.readFast(fast);
    return fast;
  }

  /** The full set without the process tree. */
  @Benchmark
  public SlowSample fullSet() {
    return sense.readSlow(false);
  }

  /** The full set with the process tree. */
  @Benchmark
  public SlowSample fullSetWithProcesses() {
    return sense.readSlow(true);
  }

  /** The files of the fast set, opened and read as text each time. */
  @Benchmark
  public int sameFilesOpenedAfresh() throws IOException {
    int length = 0;
    for (Path file : files) {
      length += Files.readString(file).length();
    }
    return length;
  }

  /** Spark's own sampling of the process tree. */
  @Benchmark
  public ProcfsMetrics sparkProcfsMetricsGetter(SparkReader spark) {
    return spark.procfs.computeAllMetrics();
  }
}
