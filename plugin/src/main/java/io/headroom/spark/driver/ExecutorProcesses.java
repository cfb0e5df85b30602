/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.driver;

import io.headroom.spark.record.ProcessLook;
import io.headroom.spark.sense.OutsideLook;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The executors' processes that this driver can see: those on its own host, in its own pid
 * namespace. Each is made out when it first reports, while it is well. Thread-safe; one entry for
 * each living executor of this host.
 */
final class ExecutorProcesses {
  private static final String EXECUTOR_ID = "--executor-id";
  private static final String APP_ID = "--app-id";

  /** CoarseGrained…, YarnCoarseGrained… and KubernetesExecutorBackend. */
  private static final String BACKEND = "ExecutorBackend";

  private final Path rootDir;
  private final Supplier<String> appId;
  private final Map<String, OutsideLook> byExecutor = new ConcurrentHashMap<>();

  /**
   * Empty at first.
   *
   * @param rootDir what stands for {@code /}
   * @param appId Spark's application id; not known yet when the driver half starts
   */
  ExecutorProcesses(Path rootDir, Supplier<String> appId) {
    this.rootDir = rootDir;
    this.appId = appId;
  }

  /** Makes out an executor's process, if it is here; reads files. */
  void find(String executorId, long pid) {
    OutsideLook.at(rootDir, pid, command -> isExecutor(command, executorId, appId.get()))
        .ifPresent(look -> byExecutor.put(executorId, look));
  }

  /**
   * Whether a command line is that executor's. The application is compared too: a pid of another
   * namespace may here be another application's executor of the same number.
   */
  static boolean isExecutor(List<String> command, String executorId, String appId) {
    return command.stream().anyMatch(argument -> argument.endsWith(BACKEND))
        && executorId.equals(option(command, EXECUTOR_ID))
        && appId.equals(option(command, APP_ID));
  }

  private static String option(List<String> command, String name) {
    int at = command.indexOf(name);
    return at < 0 || at + 1 >= command.size() ? null : command.get(at + 1);
  }

  /** Looks at it for a third of a second; empty where it cannot be seen from here. */
  Optional<ProcessLook> look(String executorId, String host) {
    return Optional.ofNullable(byExecutor.get(executorId))
        .map(process -> process.look(executorId, host));
  }

  void removed(String executorId) {
    byExecutor.remove(executorId);
  }
}
