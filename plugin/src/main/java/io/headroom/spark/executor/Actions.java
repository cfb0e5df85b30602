/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.executor;

import io.headroom.spark.act.Action;
import io.headroom.spark.act.DriverTaskKiller;
import io.headroom.spark.act.EvidenceDump;
import io.headroom.spark.act.ExecutorBackendKiller;
import io.headroom.spark.act.RunningTasks;
import io.headroom.spark.act.TaskAttempt;
import io.headroom.spark.act.TaskGate;
import io.headroom.spark.act.TaskKiller;
import io.headroom.spark.act.TaskShedder;
import io.headroom.spark.act.giveback.HeapReturn;
import io.headroom.spark.act.giveback.NativeTrim;
import io.headroom.spark.act.python.PythonPause;
import io.headroom.spark.channel.ShedRequest;
import io.headroom.spark.conf.HeadroomConf;
import io.headroom.spark.conf.HeadroomConf.Mode;
import io.headroom.spark.conf.Key;
import io.headroom.spark.conf.Keys;
import io.headroom.spark.judge.BackOff;
import io.headroom.spark.judge.GateCap;
import io.headroom.spark.judge.ShedRule;
import io.headroom.spark.judge.Thresholds;
import io.headroom.spark.record.ExecutorReport;
import io.headroom.spark.sense.Capability;
import io.headroom.spark.watch.LadderConf;
import io.headroom.spark.watch.TaskFigures;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.spark.api.plugin.PluginContext;

/** The actions of one executor: the one list of them, and their ties to Spark's tasks. */
final class Actions implements TaskFigures {
  private static final Duration HEAP_RETURN_EVERY = Duration.ofSeconds(3);
  private static final Duration NATIVE_TRIM_EVERY = Duration.ofSeconds(10);

  private final RunningTasks running = new RunningTasks();
  private final List<Action> all = new ArrayList<>();
  private final List<Capability> switchedOff = new ArrayList<>();
  private final int slots;
  private final TaskGate gate;
  private final TaskShedder shedder;
  private final HeapReturn heapReturn;
  private final PythonPause pythonPause;
  private final AtomicBoolean prepared = new AtomicBoolean();

  /**
   * Makes all that configuration leaves on.
   *
   * @param startingCap how many tasks may run at once at first
   * @param hardBytes the latest hard memory, from any thread
   * @param housekeeping where slow actions run
   * @param kills where kills run
   */
  Actions(
      PluginContext context,
      HeadroomConf conf,
      int slots,
      int startingCap,
      LongSupplier hardBytes,
      ScheduledExecutorService housekeeping,
      Executor kills) {
    this.slots = slots;
    Thresholds thresholds = LadderConf.thresholds(conf);
    boolean dryRun = conf.get(Keys.MODE) == Mode.OBSERVE;
    boolean local = LocalMode.is(context);

    gate =
        new TaskGate(
            new GateCap(slots, startingCap, LocalMode.gateFloor(local, slots)),
            running,
            thresholds.gate(),
            conf.get(Keys.GATE_MAX_WAIT),
            gateMode(conf),
            System::nanoTime,
            housekeeping);
    // The one list of actions. What gives back comes before what takes away.
    heapReturn =
        add(
            conf,
            Keys.HEAP_RETURN_ENABLED,
            () ->
                new HeapReturn(
                    thresholds, new BackOff(HEAP_RETURN_EVERY), housekeeping, hardBytes, dryRun));
    add(
        conf,
        Keys.NATIVE_TRIM_ENABLED,
        () ->
            new NativeTrim(
                thresholds, new BackOff(NATIVE_TRIM_EVERY), housekeeping, hardBytes, dryRun));
    pythonPause =
        add(
            conf,
            Keys.PYTHON_PAUSE_ENABLED,
            () ->
                new PythonPause(
                    thresholds, conf.get(Keys.PYTHON_PAUSE_MAX_PAUSE), housekeeping, dryRun));
    all.add(gate);
    shedder =
        add(
            conf,
            Keys.SHED_ENABLED,
            () ->
                new TaskShedder(
                    new ShedRule(thresholds),
                    running,
                    gate,
                    killers(context, local),
                    kills,
                    dryRun));
    add(
        conf,
        Keys.DUMP_ENABLED,
        () ->
            new EvidenceDump(
                Path.of(conf.find(Keys.DUMP_DIR).orElse(System.getProperty("java.io.tmpdir"))),
                conf.get(Keys.DUMP_MAX_SIZE),
                context.conf().get("spark.app.id", "local") + "-" + context.executorID(),
                dryRun));
  }

  /** Makes an action and puts it on the list; null where configuration switches it off. */
  private <T extends Action> T add(HeadroomConf conf, Key<Boolean> enabled, Supplier<T> action) {
    if (!conf.get(enabled)) {
      // What is off unless asked for is no surprise.
      if (enabled.defaultText().filter("true"::equals).isPresent()) {
        switchedOff.add(Capability.unavailable(enabled.name(), "configuration says false"));
      }
      return null;
    }
    T made = action.get();
    all.add(made);
    return made;
  }

  private static TaskGate.Mode gateMode(HeadroomConf conf) {
    if (!conf.get(Keys.GATE_ENABLED)) {
      return TaskGate.Mode.OPEN;
    }
    return conf.get(Keys.MODE) == Mode.OBSERVE ? TaskGate.Mode.OBSERVE : TaskGate.Mode.HOLD;
  }

  private static List<TaskKiller> killers(PluginContext context, boolean local) {
    TaskKiller byDriver =
        new DriverTaskKiller(
            (attemptId, reason) ->
                context.send(new ShedRequest(context.executorID(), attemptId, reason)));
    // In local mode there is no executor backend, and the driver is this very process.
    return local ? List.of(byDriver) : List.of(ExecutorBackendKiller.selfTest(), byDriver);
  }

  List<Action> all() {
    return List.copyOf(all);
  }

  List<Capability> capabilities() {
    List<Capability> list = new ArrayList<>();
    all.forEach(action -> list.add(action.capability()));
    list.addAll(switchedOff);
    return list;
  }

  /** Whether heap slack may be counted as a reserve. */
  boolean heapReturnable() {
    return heapReturn != null && heapReturn.returnable();
  }

  /** Whether no task is here, neither at work nor asked to end nor at the gate. */
  boolean idle() {
    return running.size() == 0 && gate.waiting() == 0;
  }

  int running() {
    return running.alive();
  }

  int cap() {
    return gate.currentCap();
  }

  /** Lets a task in, on its own thread, now or later. */
  void taskStarts(TaskAttempt task) {
    if (shedder != null && !prepared.getAndSet(true)) {
      shedder.prepare();
    }
    gate.enter(task);
  }

  void taskEnded(long attemptId, boolean well) {
    if (!gate.leave(attemptId, well)) {
      return;
    }
    if (pythonPause != null) {
      pythonPause.taskEnded(running.alive());
    }
    if (heapReturn != null) {
      heapReturn.taskEnded();
    }
  }

  @Override
  public ExecutorReport.Tasks now() {
    return new ExecutorReport.Tasks(
        running.alive(),
        gate.waiting(),
        gate.currentCap(),
        slots,
        shedder == null ? 0 : shedder.sheds(),
        gate.counters().held(),
        gate.counters().timeouts(),
        gate.counters().waitedNanos(),
        gate.counters().longestWaitNanos());
  }
}
