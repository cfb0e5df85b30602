/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.run;

import io.headroom.spark.it.cluster.Jvm;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A {@link DriverMain} in a process of its own. Used by one thread at a time. */
final class DriverProcess implements AutoCloseable {
  private static final String END = "@@END";

  private final Process process;
  private final Writer requests;
  private final Path log;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  private DriverProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.requests = process.outputWriter(StandardCharsets.UTF_8);
    Thread reader = new Thread(this::read, "driver-output");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts one.
   *
   * @param java the java to start it with
   * @param jvmOptions added to those Spark needs
   * @param environment added to this process's
   * @param log where its standard error goes
   */
  static DriverProcess start(
      Path java, List<String> jvmOptions, Map<String, String> environment, Path log)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(java.toString(), "-XX:TieredStopAtLevel=1"));
    command.addAll(jvmOptions);
    command.addAll(Jvm.moduleOptions());
    List<Path> classPath = new ArrayList<>(List.of(Jvm.ownClasses()));
    // Where a user's --driver-class-path puts it; it does nothing until spark.plugins names it.
    classPath.add(Jvm.pluginJar());
    classPath.addAll(Jvm.thirdPartyJars());
    command.addAll(List.of("-cp", Jvm.classPath(classPath), DriverMain.class.getName()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.directory(log.getParent().toFile());
    builder.environment().putAll(environment);
    return new DriverProcess(builder.start(), log);
  }

  private void read() {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      // The process was ended.
    }
    lines.add(END);
  }

  /**
   * Runs one application.
   *
   * @param patienceSeconds how long to wait beyond the run's own timeout
   * @return empty when the process died or had to be given up; it is then unusable
   */
  Optional<Reply> run(Request request, long patienceSeconds, Consumer<Progress> progress)
      throws IOException, InterruptedException {
    try {
      requests.write(Json.write(request) + "\n");
      requests.flush();
    } catch (IOException e) {
      return Optional.empty();
    }
    long deadline =
        System.nanoTime() + TimeUnit.SECONDS.toNanos(request.timeoutSeconds() + patienceSeconds);
    while (true) {
      String line = lines.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (line == null || line.equals(END)) {
        return Optional.empty();
      }
      if (line.startsWith(DriverMain.PROGRESS)) {
        progress.accept(Json.read(line.substring(DriverMain.PROGRESS.length()), Progress.class));
      } else if (line.startsWith(DriverMain.REPLY)) {
        return Optional.of(Json.read(line.substring(DriverMain.REPLY.length()), Reply.class));
      }
    }
  }

  /** Its standard error. */
  File log() {
    return log.toFile();
  }

  boolean alive() {
    return process.isAlive();
  }

  /** Its exit code once it has ended; waits up to five seconds for it. */
  String exit() throws InterruptedException {
    return process.waitFor(5, TimeUnit.SECONDS)
        ? "exit code " + process.exitValue()
        : "still running";
  }

  @Override
  public void close() {
    try {
      requests.close();
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
}
