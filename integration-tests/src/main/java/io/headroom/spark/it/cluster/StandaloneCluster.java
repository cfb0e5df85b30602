/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.cluster;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A real Spark Standalone cluster on the loopback interface: one master and some workers, each a
 * process of its own, started from the jars on this JVM's class path. Each executor runs in a
 * memory cgroup of its own where such can be made.
 *
 * <p>Everything it starts ends with it, also when this JVM is killed (see {@link Leashed}), and
 * everything it makes lies in one temporary directory and one cgroup directory.
 */
public final class StandaloneCluster implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(90);

  private final Path directory;
  private final Path sparkHome;
  private final String masterUrl;
  private final CgroupBase cgroups;
  private final ContainerWatch watch;
  private final ContainedJava containedJava;
  private final String uncontainedReason;
  private final List<Process> processes = new ArrayList<>();
  private final Thread hook = new Thread(this::shutDown, "cluster-shutdown");
  private boolean closed;

  private StandaloneCluster(int workers, int coresPerWorker) throws IOException {
    directory = Files.createTempDirectory("headroom-it-");
    Runtime.getRuntime().addShutdownHook(hook);
    CgroupBase base = null;
    String reason = null;
    try {
      base = CgroupBase.open();
    } catch (CgroupsUnavailableException e) {
      reason = e.getMessage();
    }
    cgroups = base;
    uncontainedReason = reason;
    watch = base == null ? null : new ContainerWatch(base);
    containedJava = base == null ? null : ContainedJava.create(directory, base);
    sparkHome = SparkHome.create(directory);
    int port = freePort();
    masterUrl = "spark://127.0.0.1:" + port;
    try {
      Path log =
          daemon(
              "master",
              "org.apache.spark.deploy.master.Master",
              List.of("--host", "127.0.0.1", "--port", "" + port, "--webui-port", "0"));
      awaitLine(log, "I have been elected leader");
      for (int i = 1; i <= workers; i++) {
        // A loopback address each: Spark tells hosts apart by it, as speculation needs.
        String host = "127.0.0." + i;
        log =
            daemon(
                "worker-" + i,
                "org.apache.spark.deploy.worker.Worker",
                List.of(
                    "--host",
                    host,
                    "--webui-port",
                    "0",
                    "--cores",
                    "" + coresPerWorker,
                    "--memory",
                    "16g",
                    "--work-dir",
                    workDirectory(i).toString(),
                    masterUrl));
        awaitLine(log, "Successfully registered with master");
      }
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Starts a cluster and waits until its workers have registered. */
  public static StandaloneCluster start(int workers, int coresPerWorker) throws IOException {
    return new StandaloneCluster(workers, coresPerWorker);
  }

  /** One worker with eight cores: room for an executor of four slots and its replacement. */
  public static StandaloneCluster start() throws IOException {
    return start(1, 8);
  }

  /** The address for {@code spark.master}. */
  public String masterUrl() {
    return masterUrl;
  }

  /** Where everything of this cluster lies; removed on close. */
  public Path directory() {
    return directory;
  }

  /** The {@code SPARK_HOME} of its processes. */
  public Path sparkHome() {
    return sparkHome;
  }

  /** How JVMs get into containers; empty where cgroups cannot be made. */
  public Optional<ContainedJava> containedJava() {
    return Optional.ofNullable(containedJava);
  }

  /** Why executors run without containers; empty when they do not. */
  public Optional<String> uncontainedReason() {
    return Optional.ofNullable(uncontainedReason);
  }

  /** Where its executors' cgroups are; empty where they cannot be made. */
  public Optional<CgroupBase> cgroups() {
    return Optional.ofNullable(cgroups);
  }

  /** Environment of every process of the cluster. */
  public Map<String, String> environment() {
    return Map.of(
        "SPARK_HOME", sparkHome.toString(),
        "SPARK_SCALA_VERSION", Jvm.scalaVersion(),
        "SPARK_LOCAL_DIRS", directory.resolve("local").toString(),
        "SPARK_NO_DAEMONIZE", "1");
  }

  /** Output of the executors of an application: {@code <work>/<app>/<executor>/stderr}. */
  public List<Path> executorOutputs(String applicationId) throws IOException {
    List<Path> outputs = new ArrayList<>();
    for (int i = 1; Files.isDirectory(workDirectory(i)); i++) {
      Path application = workDirectory(i).resolve(applicationId);
      if (Files.isDirectory(application)) {
        try (var found = Files.find(application, 2, (p, a) -> p.endsWith("stderr"))) {
          outputs.addAll(found.sorted().toList());
        }
      }
    }
    return outputs;
  }

  /**
   * Waits until the containers of a run are empty (ending what does not end by itself), then adds
   * them up and removes them.
   */
  public ContainerReport collect(String run, long limitBytes) throws IOException {
    if (watch == null) {
      return ContainerReport.NONE;
    }
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
    List<Long> left = watch.processes(run);
    while (!left.isEmpty()) {
      if (System.nanoTime() > deadline) {
        left.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
      }
      pause(50);
      left = watch.processes(run);
    }
    return watch.collect(run, limitBytes);
  }

  private Path workDirectory(int worker) {
    return directory.resolve("work-" + worker);
  }

  private Path daemon(String name, String mainClass, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Jvm.java().toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(Jvm.moduleOptions());
    List<Path> classPath = new ArrayList<>(List.of(Jvm.ownClasses()));
    classPath.addAll(Jvm.thirdPartyJars());
    command.addAll(List.of("-cp", Jvm.classPath(classPath), Leashed.class.getName(), mainClass));
    command.addAll(arguments);
    Path log = directory.resolve(name + ".log");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(log.toFile()).directory(directory.toFile());
    builder.environment().putAll(environment());
    Process process = builder.start();
    processes.add(process);
    return log;
  }

  private void awaitLine(Path log, String text) throws IOException {
    long deadline = System.nanoTime() + START.toNanos();
    while (!Files.readString(log).contains(text)) {
      boolean dead = processes.stream().anyMatch(p -> !p.isAlive());
      if (dead || System.nanoTime() > deadline) {
        String why = dead ? "ended" : "did not start within " + START.toSeconds() + " s";
        throw new IOException("cluster process " + why + ":\n" + Files.readString(log));
      }
      pause(50);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void pause(long millis) throws IOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for the cluster", e);
    }
  }

  /** Ends its processes, removes its cgroups and its directory. May be called more than once. */
  @Override
  public void close() {
    shutDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is going down already and runs the hook itself.
    }
  }

  private synchronized void shutDown() {
    if (closed) {
      return;
    }
    closed = true;
    // Workers first: they end their executors before the master notices anything.
    for (int i = processes.size() - 1; i >= 0; i--) {
      end(processes.get(i));
    }
    if (watch != null) {
      watch.close();
    }
    if (cgroups != null) {
      endWhatIsLeft();
      cgroups.close();
    }
    deleteRecursively(directory.toFile());
  }

  private static void end(Process process) {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(12, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** Ends processes that are still in one of our own containers, and only those. */
  private void endWhatIsLeft() {
    try {
      for (int attempt = 0; attempt < 40; attempt++) {
        List<Long> left = watch.processes("*");
        if (left.isEmpty()) {
          return;
        }
        if (attempt >= 20) {
          left.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
        }
        pause(100);
      }
    } catch (IOException e) {
      System.err.println("Could not empty " + cgroups.memory() + ": " + e.getMessage());
    }
  }

  static void deleteRecursively(File file) {
    if (!Files.isSymbolicLink(file.toPath())) {
      File[] children = file.listFiles();
      if (children != null) {
        for (File child : children) {
          deleteRecursively(child);
        }
      }
    }
    if (!file.delete() && file.exists()) {
      System.err.println("Could not delete " + file);
    }
  }
}
