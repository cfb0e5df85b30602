/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headroom.spark.it.cluster.Jvm;
import io.headroom.spark.listener.Doctor;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How fast the Doctor reads a large event log, beside Spark's own ReplayListenerBus over the same
 * file: each in a JVM of its own with a heap of 512 MiB, one after the other, start of the JVM
 * included. The log is made of a real one that is written here first.
 */
@Command(
    name = "bin/bench doctor",
    mixinStandardHelpOptions = true,
    description = "Measures how fast the Doctor reads, beside Spark's ReplayListenerBus.")
public final class DoctorBenchmark implements Callable<Integer> {
  private static final String HEAP = "-Xmx512m";
  private static final long LONGEST_MINUTES = 30;

  @Option(names = "--mb", defaultValue = "1024", description = "Size of the log in MiB.")
  private int mebibytes;

  @Option(names = "--runs", defaultValue = "3", description = "Runs of each; the median is told.")
  private int runs;

  private record Run(double seconds, double cpuSeconds, long peakHeap) {}

  /** Runs the benchmark. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new DoctorBenchmark()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("doctor-bench");
    try {
      Path log = directory.resolve("large");
      System.out.println("Running a small application for a real log ...");
      long tasks =
          new TaskLines(realLog(directory.resolve("real"))).write(log, mebibytes * (1L << 20));
      System.out.printf("Log: %.0f MB, %d tasks%n", Files.size(log) / 1e6, tasks);
      ObjectNode result = new ObjectMapper().createObjectNode();
      result.put("bytes", Files.size(log)).put("tasks", tasks).put("heap", HEAP);
      double doctor = tell("Doctor", Doctor.class, List.of("--json"), log, tasks, result);
      double spark = tell("ReplayListenerBus", ReplayMain.class, List.of(), log, tasks, result);
      System.out.printf(Locale.ROOT, "The Doctor is %.1f times as fast.%n", spark / doctor);
      Path file = Jvm.projectRoot().resolve("integration-tests/target/bench-DoctorBenchmark.json");
      Files.writeString(file, result.toPrettyString());
      return 0;
    } finally {
      delete(directory);
    }
  }

  /** Some thousand tasks of a query with a shuffle: lines as large as real ones are. */
  private static Path realLog(Path directory) throws IOException {
    Files.createDirectories(directory);
    try (SparkSession session =
        SparkSession.builder()
            .master("local[2]")
            .appName("doctor-bench")
            .config("spark.ui.enabled", false)
            .config("spark.eventLog.enabled", true)
            .config("spark.eventLog.compress", false)
            .config("spark.eventLog.rolling.enabled", false)
            .config("spark.eventLog.dir", directory.toUri().toString())
            .config("spark.sql.adaptive.enabled", false)
            .config("spark.sql.shuffle.partitions", 400)
            .getOrCreate()) {
      session.sparkContext().setLogLevel("ERROR");
      session
          .range(0, 1_000_000, 1, 400)
          .selectExpr("id % 1000 as k", "id")
          .groupBy("k")
          .count()
          .orderBy("count")
          .collectAsList();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .findFirst()
          .orElseThrow();
    }
  }

  /** Runs one of the two, tells its figures, and returns the median of its seconds. */
  private double tell(
      String name, Class<?> main, List<String> options, Path log, long tasks, ObjectNode result)
      throws IOException, InterruptedException {
    List<Run> all = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      all.add(run(main, options, log, tasks));
    }
    List<Double> seconds = all.stream().map(Run::seconds).sorted().toList();
    double median = seconds.get(seconds.size() / 2);
    long peak = all.stream().mapToLong(Run::peakHeap).max().orElse(-1);
    double rate = Files.size(log) / 1e6 / median;
    double cpu = all.stream().mapToDouble(Run::cpuSeconds).average().orElse(Double.NaN);
    System.out.printf(
        Locale.ROOT,
        "%-18s %7.1f s (%.1f to %.1f)  %6.0f MB/s  %5.1f s of CPU  peak heap %d MiB%n",
        name,
        median,
        seconds.get(0),
        seconds.get(seconds.size() - 1),
        rate,
        cpu,
        peak >> 20);
    ObjectNode figures = result.putObject(name);
    figures.put("medianSeconds", median).put("megabytesPerSecond", rate);
    figures.put("cpuSeconds", cpu).put("peakHeapBytes", peak);
    seconds.forEach(figures.putArray("seconds")::add);
    return median;
  }

  private static Run run(Class<?> main, List<String> options, Path log, long tasks)
      throws IOException, InterruptedException {
    Path figures = log.resolveSibling("figures");
    Path out = log.resolveSibling("out");
    List<String> command = new ArrayList<>(List.of(Jvm.java().toString(), HEAP));
    command.addAll(Jvm.moduleOptions());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(MeasuredMain.class.getName(), figures.toString(), main.getName()));
    command.addAll(options);
    command.add(log.toString());
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(Redirect.INHERIT)
            .start();
    try {
      if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new IOException(main.getSimpleName() + " failed or did not end");
      }
    } finally {
      process.destroyForcibly();
    }
    if (main == Doctor.class) {
      JsonNode json = new ObjectMapper().readTree(out.toFile());
      long read = json.get("applications").get(0).get("volume").get("tasks").asLong();
      if (read != tasks) {
        throw new IOException("the Doctor saw " + read + " of " + tasks + " tasks");
      }
    }
    String[] told = Files.readString(figures).split(" ", -1);
    return new Run(
        Long.parseLong(told[0]) / 1e3, Long.parseLong(told[1]) / 1e3, Long.parseLong(told[2]));
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }
}
