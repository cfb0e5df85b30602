/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headroom.spark.sense.PythonCommand.Role;
import io.headroom.spark.sense.SlowSample.Processes;
import io.headroom.spark.sense.SlowSample.PythonKind;
import io.headroom.spark.sense.SlowSample.PythonWorker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessTreeTest {
  private static final PythonCommand COMMANDS =
      new PythonCommand("pyspark.daemon", "pyspark.worker");
  private static final long MIB = 1 << 20;

  @TempDir Path dir;
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void endWhatWasStarted() throws InterruptedException {
    for (Process process : started) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          python3 -m pyspark.daemon pyspark.worker, DAEMON
          /opt/venv/bin/python3.11 -m pyspark.daemon pyspark.sql.worker.analyze_udtf, DAEMON
          python -B -u -m pyspark.daemon, DAEMON
          python -um pyspark.daemon, DAEMON
          python -mpyspark.daemon, DAEMON
          python -W ignore -X dev -m pyspark.daemon, DAEMON
          pypy3 /opt/spark/python/pyspark/daemon.py, DAEMON
          python3 -m pyspark.worker, WORKER
          python3 -m pyspark.sql.worker.plan_data_source_read, WORKER
          python3 -m pyspark.shell, OTHER_PYTHON
          python3 script.py -m pyspark.daemon, OTHER_PYTHON
          python3 -c import_pyspark.daemon -m pyspark.daemon, OTHER_PYTHON
          python3 -W -m pyspark.daemon, OTHER_PYTHON
          python3 -, OTHER_PYTHON
          python3, OTHER_PYTHON
          python3.13t x.py, OTHER_PYTHON
          python-notes -m pyspark.daemon, NOT_PYTHON
          pythonista, NOT_PYTHON
          /home/python/bin/java -m pyspark.daemon, NOT_PYTHON
          grep python3 -m pyspark.worker, NOT_PYTHON
          """)
  void theCommandLineDecides(String line, Role role) {
    assertThat(COMMANDS.role(List.of(line.split(" ", -1)))).isEqualTo(role);
  }

  @Test
  void configuredModulesAreKnown() {
    PythonCommand own = new PythonCommand("acme.spark.daemon", "acme.worker");
    assertThat(own.role(List.of("python3", "-m", "acme.spark.daemon"))).isEqualTo(Role.DAEMON);
    assertThat(own.role(List.of("python3", "/x/acme/spark/daemon.py"))).isEqualTo(Role.DAEMON);
    assertThat(own.role(List.of("python3", "-m", "acme.worker"))).isEqualTo(Role.WORKER);
    assertThat(own.role(List.of())).isEqualTo(Role.NOT_PYTHON);
  }

  private static String stat(long pid, String comm, long parent, long start) {
    return pid
        + " ("
        + comm
        + ") S "
        + parent
        + " 1 1 0 -1 4194304 1 2 3 4 5 6 7 8 20 0 1 0 "
        + start
        + " 143962112 34323\n";
  }

  private static String status(long anonKb, long shmemKb) {
    return "Name:\tx\nVmRSS:\t 999999 kB\nRssAnon:\t %d kB\nRssFile:\t 5 kB\nRssShmem:\t %d kB\n"
        .formatted(anonKb, shmemKb);
  }

  @Test
  void oneVanishedProcessTakesNothingFromTheOthers() {
    FixtureHost host = FixtureHost.empty(dir);
    host.write("proc/1/stat", stat(1, "java", 0, 1))
        .write("proc/10/stat", stat(10, "python3) S 99 (", 1, 500))
        .write("proc/10/status", status(1000, 24))
        .write("proc/10/cmdline", "python3\0-m\0pyspark.daemon\0pyspark.worker\0")
        .write("proc/13/stat", stat(13, "python3", 10, 700))
        .write("proc/13/status", status(2000, 0))
        .write("proc/13/cmdline", "python3\0-m\0pyspark.daemon\0pyspark.worker\0")
        .write("proc/12/stat", stat(12, "python3", 10, 600))
        .write("proc/12/status", "VmRSS:\t 3000 kB\n")
        .write("proc/12/cmdline", "python3\0-m\0pyspark.daemon\0pyspark.worker\0")
        .write("proc/14/stat", stat(14, "python3", 13, 800))
        .write("proc/14/status", status(10, 0))
        .write("proc/14/cmdline", "python3\0-m\0pyspark.daemon\0pyspark.worker\0")
        .write("proc/20/stat", stat(20, "bash", 1, 400))
        .write("proc/20/status", status(7, 0))
        .write("proc/20/cmdline", "bash\0")
        // Gone after its stat was read, gone before, garbage, and somebody else's child.
        .write("proc/30/stat", stat(30, "python3", 1, 400))
        .write("proc/31/nothing", "")
        .write("proc/32/stat", "not a stat line")
        .write("proc/33/stat", stat(33, "python3", 2, 400))
        .write("proc/33/status", status(50, 0));
    Processes found = new ProcessTree(host.path("proc"), 1, COMMANDS).walk(5);
    assertThat(found)
        .isEqualTo(
            new Processes(
                5,
                List.of(
                    new PythonWorker(10, 1, 500, 1024 * 1024, PythonKind.DAEMON),
                    new PythonWorker(12, 10, 600, 3000 * 1024, PythonKind.WORKER),
                    new PythonWorker(13, 10, 700, 2000 * 1024, PythonKind.WORKER),
                    new PythonWorker(14, 13, 800, 10 * 1024, PythonKind.OTHER)),
                7 * 1024));
  }

  private Process start(Path in, String... command) throws IOException {
    Process process = new ProcessBuilder(command).directory(in.toFile()).start();
    started.add(process);
    return process;
  }

  private static Processes walk() {
    return new ProcessTree(Path.of("/proc"), ProcessHandle.current().pid(), COMMANDS).walk(0);
  }

  private static List<PythonKind> kinds() {
    return walk().python().stream().map(PythonWorker::kind).sorted().toList();
  }

  @Test
  void realChildrenAreToldApart() throws Exception {
    assumeTrue(Files.isDirectory(Path.of("/proc/self")), "not run: there is no /proc here");
    Path python = onPath("python3");
    Path sleep = onPath("sleep");
    assumeTrue(python != null && sleep != null, "not run: python3 or sleep is not installed");
    Path module = Files.createDirectories(dir.resolve("pyspark"));
    Files.writeString(module.resolve("__init__.py"), "");
    // Forks as PySpark's daemon does: the children keep its command line. They end when it does.
    Files.writeString(
        module.resolve("daemon.py"),
        """
        import os, time
        daemon = os.getpid()
        for mib in (20, 40):
            if os.fork() == 0:
                data = bytearray(mib << 20)
                while os.getppid() == daemon:
                    time.sleep(0.05)
                os._exit(0)
        time.sleep(60)
        """);
    start(dir, python.toString(), "-m", "pyspark.daemon", "pyspark.worker");
    start(dir, python.toString(), "-c", "import time; time.sleep(60)");
    Path notPython = Files.copy(sleep, dir.resolve("python-notes"));
    Process notes = start(dir, notPython.toString(), "60");

    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> workers().size() == 2 && workers().get(1).residentBytes() > 40 * MIB);
    assertThat(kinds())
        .containsExactly(PythonKind.DAEMON, PythonKind.WORKER, PythonKind.WORKER, PythonKind.OTHER);
    Processes found = walk();
    assertThat(workers().get(0).residentBytes()).isBetween(20 * MIB, 36 * MIB);
    assertThat(workers().get(1).residentBytes()).isBetween(40 * MIB, 56 * MIB);
    assertThat(found.python()).extracting(PythonWorker::pid).doesNotContain(notes.pid());
    assertThat(found.otherBytes()).isPositive().isLessThan(8 * MIB);
  }

  /** By size: which of the two was forked first is not told by ticks of 10 ms. */
  private static List<PythonWorker> workers() {
    return walk().python().stream()
        .filter(process -> process.kind() == PythonKind.WORKER)
        .sorted(java.util.Comparator.comparingLong(PythonWorker::residentBytes))
        .toList();
  }

  private static Path onPath(String name) {
    for (String dir : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      Path file = Path.of(dir, name);
      if (Files.isExecutable(file)) {
        return file;
      }
    }
    return null;
  }
}
