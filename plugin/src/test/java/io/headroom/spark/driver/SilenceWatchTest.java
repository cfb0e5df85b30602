/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headroom.spark.act.ChildJvm;
import io.headroom.spark.act.RecordingLog;
import io.headroom.spark.record.ExecutorReport;
import io.headroom.spark.record.ProcessLook;
import io.headroom.spark.watch.HeartbeatTimeout;
import io.headroom.spark.watch.OwnCost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A clock of its own, and for the executor a real process that is stopped. */
@Timeout(60)
class SilenceWatchTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final AtomicLong clock = new AtomicLong(77);
  private final RecordingLog log = new RecordingLog();
  private final List<ProcessLook> looks = new CopyOnWriteArrayList<>();
  private final SignsOfLife signs = new SignsOfLife(clock::get);
  private final ExecutorProcesses processes = new ExecutorProcesses(Path.of("/"), () -> "app-1");
  private final HeartbeatTimeout timeout =
      new HeartbeatTimeout(Duration.ofMinutes(2), "spark.network.timeout");
  private final SilenceWatch watch =
      new SilenceWatch(
          signs,
          processes,
          SilenceRule.of(Duration.ofSeconds(1), timeout.after()),
          timeout,
          looks::add,
          new OwnCost(),
          clock::get,
          log.logger());
  private Process executor;

  private static ExecutorReport report(String executorId, long pid) {
    ExecutorReport any =
        Reports.of(executorId, new ExecutorReport.Tasks(1, 0, 4, 4, 0, 0, 0, 0, 0));
    return new ExecutorReport(
        any.executorId(),
        any.host(),
        pid,
        any.timeMillis(),
        any.level(),
        any.binding(),
        any.memory(),
        any.jvm(),
        any.stalls(),
        any.tasks(),
        any.cost(),
        List.of());
  }

  /** Ticks each second for that long, as the watch's own thread would. */
  private void pass(int seconds) {
    for (int i = 0; i < seconds; i++) {
      clock.addAndGet(SECOND);
      watch.tick();
    }
  }

  @AfterEach
  void end() throws Exception {
    watch.close();
    if (executor != null) {
      executor.destroyForcibly().waitFor();
    }
  }

  @Test
  void anExecutorThatIsHeardIsNotTalkedAbout() {
    for (int i = 0; i < 200; i++) {
      watch.reported(report("1", 1));
      signs.heartbeat("1");
      pass(1);
    }
    assertThat(log.lines()).isEmpty();
    assertThat(looks).isEmpty();
  }

  @Test
  void silenceIsToldAndThenTheDangerAndThenTheReturnOnceEach() {
    watch.reported(report("1", 1));
    pass(130);
    assertThat(log.lines()).hasSize(2);
    assertThat(log.lines().get(0))
        .isEqualTo(
            "Headroom: executor 1 on host has reported nothing for 6 s; its process cannot be seen"
                + " from the driver");
    assertThat(log.lines().get(1))
        .startsWith(
            "Headroom: executor 1 on host has sent no heartbeat for 60 s; Spark removes it after"
                + " 120 s (spark.network.timeout). Its last report came 60 s ago");
    watch.reported(report("1", 1));
    signs.heartbeat("1");
    pass(2);
    assertThat(log.lines()).hasSize(3);
    assertThat(log.lines().get(2)).isEqualTo("Headroom: executor 1 on host is heard again");
    pass(10);
    assertThat(log.lines()).hasSize(4);
  }

  @Test
  void heartbeatsThatEndWhileReportsComeAreAThreadsDeath() {
    watch.reported(report("1", 1));
    for (int i = 0; i < 61; i++) {
      watch.reported(report("1", 1));
      pass(1);
    }
    assertThat(log.lines()).singleElement().asString().contains("heartbeat thread has ended");
  }

  @Test
  void theRemovedAndThoseThatTookLeaveAreNotMissed() {
    watch.reported(report("1", 1));
    watch.reported(report("2", 1));
    signs.removed("1");
    watch.reported(report("1", 1));
    signs.farewell("2");
    for (int i = 0; i < 100; i++) {
      signs.heartbeat("2");
      pass(1);
    }
    assertThat(log.lines()).isEmpty();
    assertThat(signs.all()).extracting(SignsOfLife.Signs::executorId).containsExactly("2");
  }

  @Test
  void aDriverThatWasStoppedItselfWaitsAnew() {
    watch.reported(report("1", 1));
    pass(1);
    clock.addAndGet(90 * SECOND);
    watch.tick();
    assertThat(log.lines()).isEmpty();
    pass(7);
    assertThat(log.lines()).hasSize(1);
  }

  @Test
  void aStoppedExecutorOfThisHostIsSeenToBeStopped() throws Exception {
    executor =
        ChildJvm.start(
            List.of(), SleepingExecutorBackend.class, "--executor-id", "1", "--app-id", "app-1");
    assertThat(executor.inputReader().readLine()).isEqualTo("ready");
    watch.reported(report("1", executor.pid()));
    await().until(() -> processes.look("1", "host").isPresent());
    assertThat(
            new ProcessBuilder("sh", "-c", "kill -STOP " + executor.pid())
                .inheritIO()
                .start()
                .waitFor())
        .isZero();
    pass(6);
    assertThat(looks).singleElement().extracting(ProcessLook::state).isEqualTo('T');
    assertThat(log.lines()).singleElement().asString().contains("is stopped");
    executor.destroyForcibly().waitFor();
    pass(60);
    assertThat(looks).hasSize(2);
    assertThat(looks.get(1).state()).isEqualTo('X');
    assertThat(log.lines().get(1)).contains("is gone");
  }

  @Test
  void aProcessOfAnotherApplicationIsNotTheExecutor() {
    List<String> command =
        List.of(
            "java",
            "org.apache.spark.executor.CoarseGrainedExecutorBackend",
            "--driver-url",
            "spark://x",
            "--executor-id",
            "1",
            "--app-id",
            "app-1");
    assertThat(ExecutorProcesses.isExecutor(command, "1", "app-1")).isTrue();
    assertThat(ExecutorProcesses.isExecutor(command, "2", "app-1")).isFalse();
    assertThat(ExecutorProcesses.isExecutor(command, "1", "app-2")).isFalse();
    assertThat(ExecutorProcesses.isExecutor(List.of("vi", "--executor-id"), "1", "a")).isFalse();
  }
}
