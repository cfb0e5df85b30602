/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.run;

import io.headroom.spark.it.cluster.ContainedJava;
import io.headroom.spark.it.cluster.ContainerReport;
import io.headroom.spark.it.cluster.Jvm;
import io.headroom.spark.it.cluster.StandaloneCluster;
import io.headroom.spark.it.workload.Sizing;
import io.headroom.spark.it.workload.Workload;
import io.headroom.spark.it.workload.Workloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Runs workloads on one cluster, one after the other, all cluster runs from the same driver
 * process, so that variants can be compared in pairs. Used by one thread at a time.
 */
public final class AppRunner implements AutoCloseable {
  /** Beyond a run's own timeout: time to make and to stop a context on a machine that is busy. */
  private static final long PATIENCE_SECONDS = 90;

  private final StandaloneCluster cluster;
  private final Path logs;
  private DriverProcess driver;
  private final Set<String> prepared = new HashSet<>();
  private int runs;

  /**
   * A runner for {@code cluster}, which it does not own.
   *
   * @param logs where each run's logs are kept, in a directory of its name
   */
  public AppRunner(StandaloneCluster cluster, Path logs) throws IOException {
    this.cluster = cluster;
    this.logs = Files.createDirectories(logs.toAbsolutePath());
  }

  /** Starts the driver process and has it run a little, if it is not there yet. */
  public void warmUp() throws IOException, InterruptedException {
    driver();
  }

  /** Runs {@code workload} once. */
  public RunResult run(Workload workload, Variant variant)
      throws IOException, InterruptedException {
    return run(workload, variant, Map.of(), p -> {});
  }

  /**
   * Runs {@code workload} once.
   *
   * @param conf added to, and over, what the workload and the variant ask for
   * @param progress told twice a second how far it has come
   */
  public RunResult run(
      Workload workload, Variant variant, Map<String, String> conf, Consumer<Progress> progress)
      throws IOException, InterruptedException {
    prepare(workload);
    String run = workload.name() + "-" + variant.name().toLowerCase(Locale.ROOT) + "-" + ++runs;
    long limit = variant.limited() ? workload.sizing().limitBytes() : 0;
    Path scratch = cluster.directory().resolve("scratch").resolve(run);
    Map<String, String> all = conf(workload, variant, run, limit);
    all.putAll(conf);
    Request request = Request.of(workload, all, scratch);
    return workload.local()
        ? runLocal(workload, variant, run, limit, request, progress)
        : runOnCluster(workload, variant, run, limit, request, progress);
  }

  private void prepare(Workload workload) throws IOException, InterruptedException {
    Optional<Workload> preparation = workload.preparation();
    if (preparation.isPresent() && prepared.add(preparation.get().name())) {
      RunResult result = run(preparation.get(), Variant.ORACLE);
      if (!result.finished()) {
        throw new IOException("preparation failed: " + result);
      }
    }
  }

  private RunResult runOnCluster(
      Workload workload,
      Variant variant,
      String run,
      long limit,
      Request request,
      Consumer<Progress> progress)
      throws IOException, InterruptedException {
    DriverProcess used = driver();
    long logStart = used.log().length();
    Optional<Reply> reply = used.run(request, PATIENCE_SECONDS, progress);
    Reply known = reply.isPresent() ? reply.get() : givenUp(used);
    if (reply.isEmpty()) {
      driver = null;
    }
    ContainerReport containers = cluster.collect(run, limit);
    return report(workload, variant, run, known, containers, new LogSlice(used.log(), logStart));
  }

  /** In local mode the driver is what runs in the container, so each run has its own. */
  private RunResult runLocal(
      Workload workload,
      Variant variant,
      String run,
      long limit,
      Request request,
      Consumer<Progress> progress)
      throws IOException, InterruptedException {
    Optional<ContainedJava> contained = cluster.containedJava();
    Path java = contained.map(c -> c.home().resolve("bin/java")).orElse(Jvm.java());
    Map<String, String> environment = new HashMap<>(cluster.environment());
    contained.ifPresent(c -> environment.putAll(c.environment(run, limit)));
    Path log = cluster.directory().resolve("driver-" + run + ".log");
    Reply reply;
    try (DriverProcess own =
        DriverProcess.start(
            java, List.of("-Xmx" + workload.sizing().heapMiB() + "m"), environment, log)) {
      Optional<Reply> answered = own.run(request, PATIENCE_SECONDS, progress);
      reply = answered.isPresent() ? answered.get() : givenUp(own);
    }
    ContainerReport containers = cluster.collect(run, limit);
    return report(workload, variant, run, reply, containers, new LogSlice(log.toFile(), 0));
  }

  private static Reply givenUp(DriverProcess driver) throws InterruptedException {
    boolean hangs = driver.alive() && driver.exit().equals("still running");
    String why = hangs ? "the driver gave no answer" : "the driver process ended: " + driver.exit();
    driver.close();
    return new Reply(
        hangs ? Outcome.TIMED_OUT : Outcome.DRIVER_DIED, why, "", "", 0, 0, List.of(), Tasks.NONE);
  }

  private RunResult report(
      Workload workload,
      Variant variant,
      String run,
      Reply reply,
      ContainerReport containers,
      LogSlice driverLog)
      throws IOException {
    Path kept = Files.createDirectories(logs.resolve(run));
    List<String> lines = new ArrayList<>();
    if (!reply.applicationId().isEmpty()) {
      for (Path output : cluster.executorOutputs(reply.applicationId())) {
        String executor = output.getParent().getFileName().toString();
        lines.addAll(HeadroomLog.linesOf(Files.readString(output)));
        Files.deleteIfExists(kept.resolve("executor-" + executor + ".log"));
        Files.copy(output, kept.resolve("executor-" + executor + ".log"));
      }
    }
    String driverText = driverLog.read();
    Files.writeString(kept.resolve("driver.log"), driverText);
    lines.addAll(HeadroomLog.linesOf(driverText));
    RunResult result =
        new RunResult(
            workload.name(),
            variant,
            run,
            reply.outcome(),
            reply.message(),
            reply.value(),
            reply.appSeconds(),
            reply.jobSeconds(),
            reply.removed(),
            reply.tasks(),
            containers,
            lines,
            kept.toString());
    Files.writeString(kept.resolve("result.json"), Json.write(result) + "\n");
    return result;
  }

  private Map<String, String> conf(Workload workload, Variant variant, String run, long limit)
      throws IOException {
    Sizing sizing = workload.sizing();
    Map<String, String> conf = new HashMap<>();
    conf.put("spark.app.name", run);
    conf.put("spark.ui.enabled", "false");
    conf.put("spark.driver.host", "127.0.0.1");
    conf.put("spark.driver.bindAddress", "127.0.0.1");
    conf.put("spark.local.dir", cluster.directory().resolve("local").toString());
    conf.put("spark.sql.warehouse.dir", cluster.directory().resolve("warehouse").toString());
    if (workload.local()) {
      conf.put("spark.master", "local[" + sizing.slots() + "]");
    } else {
      conf.put("spark.master", cluster.masterUrl());
      conf.put("spark.cores.max", Integer.toString(sizing.executors() * sizing.slots()));
      conf.put("spark.executor.cores", Integer.toString(sizing.slots()));
      conf.put("spark.executor.memory", sizing.heapMiB() + "m");
      String classPath = Jvm.ownClasses().toString();
      if (variant.plugin()) {
        classPath = Jvm.classPath(List.of(Jvm.pluginJar(), Jvm.ownClasses()));
      }
      conf.put("spark.executor.extraClassPath", classPath);
      conf.put("spark.executor.extraJavaOptions", "-XX:TieredStopAtLevel=1");
      cluster
          .containedJava()
          .ifPresent(
              c ->
                  c.environment(run, limit)
                      .forEach((k, v) -> conf.put("spark.executorEnv." + k, v)));
    }
    if (variant.plugin()) {
      conf.put("spark.plugins", "io.headroom.spark.HeadroomPlugin");
      conf.put("spark.headroom.mode", variant == Variant.OBSERVE ? "observe" : "act");
      if (cluster.containedJava().isEmpty()) {
        conf.put("spark.headroom.memory.limit", Long.toString(workload.sizing().limitBytes()));
      }
    }
    workload
        .conf()
        .forEach(
            (key, value) ->
                conf.merge(
                    key, value, (old, own) -> key.endsWith("JavaOptions") ? old + " " + own : own));
    return conf;
  }

  private DriverProcess driver() throws IOException, InterruptedException {
    if (driver == null || !driver.alive()) {
      driver =
          DriverProcess.start(
              Jvm.java(),
              List.of("-Xmx1g"),
              cluster.environment(),
              cluster.directory().resolve("driver.log"));
      // The first context of a JVM takes seconds longer than all others: no variant is to pay that.
      run(Workloads.warmUp(), Variant.ORACLE);
    }
    return driver;
  }

  /** Ends the driver process. */
  @Override
  public void close() {
    if (driver != null) {
      driver.close();
    }
  }
}
