/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.listener;

import io.headroom.spark.doctor.ApplicationReport;
import io.headroom.spark.doctor.EventLog;
import io.headroom.spark.doctor.EventLogFinder;
import io.headroom.spark.doctor.Examiner;
import io.headroom.spark.doctor.HeadlineReport;
import io.headroom.spark.doctor.JsonReport;
import io.headroom.spark.doctor.MarkdownReport;
import io.headroom.spark.doctor.Outcome;
import io.headroom.spark.doctor.Problem;
import io.headroom.spark.doctor.ProgressBar;
import io.headroom.spark.doctor.ReportWriter;
import io.headroom.spark.doctor.TextReport;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells from event logs why executors were lost, long after the application has ended, and whether
 * or not it ran with Headroom. A command; see {@link DoctorArguments#USAGE}.
 */
public final class Doctor {
  /** Smaller inputs are read before anybody has looked. */
  private static final long PROGRESS_FROM_BYTES = 32L << 20;

  private final PrintStream out;
  private final PrintStream err;
  private final boolean terminal;
  private final List<Problem> problems = new ArrayList<>();
  private int applications;
  private int sick;

  /**
   * For one run.
   *
   * @param terminal whether {@code err} is one, where a progress bar makes sense
   */
  Doctor(PrintStream out, PrintStream err, boolean terminal) {
    this.out = out;
    this.err = err;
    this.terminal = terminal;
  }

  /** Runs the command and ends the JVM with its exit code. */
  public static void main(String[] args) {
    // UTF-8 whatever the locale: names of applications are, and JSON has to be.
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    PrintStream err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    int code = new Doctor(out, err, isTerminal()).run(args);
    out.flush();
    System.exit(code);
  }

  /** Never throws; what goes wrong is told on {@code err}. */
  int run(String... args) {
    try {
      DoctorArguments arguments = DoctorArguments.parse(args);
      if (arguments.help()) {
        out.print(DoctorArguments.USAGE);
        return Outcome.HEALTHY;
      }
      if (arguments.version()) {
        out.println("Headroom Doctor " + version());
        return Outcome.HEALTHY;
      }
      return examine(arguments);
    } catch (DoctorArguments.UsageException e) {
      tell(e.getMessage());
      err.print(DoctorArguments.USAGE);
    } catch (IOException e) {
      tell(e.getMessage());
    } catch (OutOfMemoryError e) {
      tell("more memory is needed: start java with a larger -Xmx");
    }
    return Outcome.UNREADABLE;
  }

  private int examine(DoctorArguments arguments) throws IOException {
    EventLogFinder finder = new EventLogFinder();
    arguments.inputs().forEach(finder::add);
    finder.problems().forEach(this::problem);
    try (PrintStream page = page(arguments.markdown())) {
      List<ReportWriter> writers = new ArrayList<>();
      writers.add(onScreen(arguments));
      if (page != null) {
        writers.add(new MarkdownReport(page));
      }
      read(finder.logs(), writers, progress(arguments, finder.logs()));
      Outcome outcome = new Outcome(applications, sick, problems);
      for (ReportWriter writer : writers) {
        writer.end(outcome);
      }
      if (page != null && page.checkError()) {
        throw new IOException("could not write all of " + arguments.markdown());
      }
      return outcome.exitCode();
    }
  }

  private void read(List<EventLog> logs, List<ReportWriter> writers, ProgressBar progress)
      throws IOException {
    Examiner examiner = new Examiner(new HeadroomLines());
    for (EventLog log : logs) {
      ApplicationReport report = examiner.examine(log, progress == null ? bytes -> {} : progress);
      if (progress != null) {
        progress.clear();
      }
      report.reading().problems().forEach(this::problem);
      if (report.application() == null && !report.reading().problems().isEmpty()) {
        continue;
      }
      applications++;
      if (!report.healthy()) {
        sick++;
      }
      for (ReportWriter writer : writers) {
        writer.application(report);
      }
    }
  }

  private ReportWriter onScreen(DoctorArguments arguments) throws IOException {
    if (arguments.json()) {
      return new JsonReport(out);
    }
    return arguments.quiet() ? new HeadlineReport(out) : new TextReport(out);
  }

  private static PrintStream page(Path file) throws IOException {
    if (file == null) {
      return null;
    }
    try {
      return new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IOException("could not write " + file + ": " + e, e);
    }
  }

  private ProgressBar progress(DoctorArguments arguments, List<EventLog> logs) {
    long total = logs.stream().mapToLong(EventLog::bytes).sum();
    return terminal && !arguments.quiet() && total >= PROGRESS_FROM_BYTES
        ? new ProgressBar(err, total, System::nanoTime)
        : null;
  }

  private void problem(Problem problem) {
    problems.add(problem);
    tell(problem.toString());
  }

  private void tell(String message) {
    err.println("doctor: " + message);
  }

  private static String version() {
    String version = Doctor.class.getPackage().getImplementationVersion();
    return version == null ? "(of classes that are in no jar)" : version;
  }

  /** Java knows only of a terminal for input and output; here it is about errors. */
  private static boolean isTerminal() {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
