/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.run;

import io.headroom.spark.it.cluster.Leashed;
import io.headroom.spark.it.workload.RunContext;
import io.headroom.spark.it.workload.Workload;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The driver process: reads one {@link Request} per line from standard input, runs it in a fresh
 * {@code SparkContext}, and writes one {@link Reply} per request to standard output. One JVM serves
 * many runs, so that all variants meet an equally warm driver. Ends when standard input does.
 */
public final class DriverMain {
  /** Begins a line with a {@link Reply}. */
  static final String REPLY = "@@REPLY ";

  /** Begins a line with a {@link Progress}. */
  static final String PROGRESS = "@@PROGRESS ";

  private static final long PROGRESS_MILLIS = 500;

  private final PrintStream out;

  private DriverMain(PrintStream out) {
    this.out = out;
  }

  /** Takes no arguments. */
  public static void main(String[] args) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    // Whatever else prints does not get between the replies.
    System.setOut(System.err);
    DriverMain driver = new DriverMain(out);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    Thread serve =
        new Thread(
            () -> {
              try {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                  Request request = Json.read(line, Request.class);
                  // A run may hang; reading goes on, so that the end of input is always seen.
                  Thread run = new Thread(() -> driver.serve(request), "run");
                  run.setDaemon(true);
                  run.start();
                }
              } catch (IOException e) {
                System.err.println("Input ended: " + e);
              }
              Leashed.end();
            },
            "requests");
    serve.start();
  }

  private void serve(Request request) {
    Reply reply;
    try {
      reply = run(request);
    } catch (Throwable e) {
      e.printStackTrace();
      reply = new Reply(Outcome.FAILED, words(e), "", "", 0, 0, List.of(), Tasks.NONE);
    }
    emit(REPLY + Json.write(reply));
  }

  private void emit(String line) {
    synchronized (out) {
      out.println(line);
    }
  }

  private Reply run(Request request) throws IOException, InterruptedException {
    Workload workload = request.revive();
    SparkConf conf = new SparkConf(false);
    request.conf().forEach(conf::set);
    Path scratch = Files.createDirectories(Path.of(request.scratch()));
    long start = System.nanoTime();
    RunListener listener = new RunListener();
    SparkContext context = new SparkContext(conf);
    String id = context.applicationId();
    try (JavaSparkContext spark = new JavaSparkContext(context)) {
      context.addSparkListener(listener);
      Thread progress = progressThread(listener);
      long jobStart = System.nanoTime();
      CompletableFuture<String> result = new CompletableFuture<>();
      Thread work =
          new Thread(
              () -> {
                try {
                  result.complete(workload.run(new RunContext(spark, scratch)));
                } catch (Throwable e) {
                  result.completeExceptionally(e);
                }
              },
              "workload");
      work.setDaemon(true);
      work.start();
      Outcome outcome;
      String message = "";
      String value = "";
      try {
        value = result.get(request.timeoutSeconds(), TimeUnit.SECONDS);
        outcome = Outcome.FINISHED;
      } catch (ExecutionException e) {
        e.getCause().printStackTrace();
        outcome = Outcome.FAILED;
        message = words(e.getCause());
      } catch (TimeoutException e) {
        outcome = Outcome.TIMED_OUT;
        message = "no result after " + request.timeoutSeconds() + " s";
      }
      double appSeconds = (System.nanoTime() - start) / 1e9;
      double jobSeconds = (System.nanoTime() - jobStart) / 1e9;
      progress.interrupt();
      if (outcome == Outcome.TIMED_OUT) {
        context.cancelAllJobs();
        work.interrupt();
      }
      drain(context);
      return new Reply(
          outcome,
          message,
          value,
          id,
          appSeconds,
          jobSeconds,
          listener.removed(),
          listener.tasks());
    }
  }

  /** Lets the listener hear of everything that has happened by now. */
  private static void drain(SparkContext context) {
    try {
      context.listenerBus().waitUntilEmpty(10_000);
    } catch (TimeoutException e) {
      System.err.println("The listener bus is late; the counts may miss the last events");
    }
  }

  private Thread progressThread(RunListener listener) {
    Thread thread =
        new Thread(
            () -> {
              try {
                while (true) {
                  Thread.sleep(PROGRESS_MILLIS);
                  emit(PROGRESS + Json.write(listener.progress()));
                }
              } catch (InterruptedException e) {
                // The run is over.
              }
            },
            "progress");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** The failure in Spark's words, without the driver's stack. */
  private static String words(Throwable e) {
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    int stack = message.indexOf("\nDriver stacktrace:");
    return stack < 0 ? message : message.substring(0, stack);
  }
}
