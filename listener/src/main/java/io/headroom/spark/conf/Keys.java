/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.conf;

import static io.headroom.spark.conf.ValueType.BOOLEAN;
import static io.headroom.spark.conf.ValueType.BYTES;
import static io.headroom.spark.conf.ValueType.DURATION;
import static io.headroom.spark.conf.ValueType.RATIO;

import io.headroom.spark.conf.HeadroomConf.Mode;
import java.time.Duration;
import java.util.List;

/**
 * Every key there is, in the order of the page. A new key is one constant, one line in {@link
 * #all()}, and the page written anew; where it must stand in an order to another key, also one line
 * in {@link Rules}.
 */
public final class Keys {
  private static final String V0_1 = "0.1.0";

  public static final Key<Mode> MODE =
      Key.named("spark.headroom.mode", ValueType.oneOf(Mode.class))
          .defaultsTo("act")
          .since(V0_1)
          .doc(
              "`act` senses, judges and acts. `observe` senses, judges and logs every action it "
                  + "would have taken, and takes none: the way to try Headroom on a job that must "
                  + "not be touched. `off` does nothing at all and starts no thread.");

  /**
   * The lower bound is there for forgotten units: {@code 896} would be 896 bytes, and no JVM runs
   * in 16 MiB.
   */
  public static final Key<Long> MEMORY_LIMIT =
      Key.named("spark.headroom.memory.limit", BYTES)
          .atLeast("16m")
          .since(V0_1)
          .doc(
              "The memory limit to keep each executor's process under, for places without cgroups "
                  + "and for tests. Not set, the limit is discovered: the smallest over the own "
                  + "cgroup and all its ancestors. Where both are known the smaller binds, so this "
                  + "key can lower a discovered limit and never raise it.");

  public static final Key<Double> GIVE_BACK_THRESHOLD =
      threshold("giveBackThreshold", "0.65")
          .doc(
              "The pressure at which the executor gives back memory that it holds without "
                  + "need: free heap and free native memory. Pressure is the share of the limit "
                  + "that is in use and cannot be dropped (anonymous memory, shared memory with "
                  + "tmpfs, unreclaimable kernel memory; never page cache), corrected for the part "
                  + "of the heap that could be returned or stays whatever tasks do; where the host "
                  + "is shorter of memory than that, it is the host's. At 1 the limit is reached.");

  public static final Key<Double> SOFT_THRESHOLD =
      threshold("softThreshold", "0.70")
          .doc(
              "The pressure at which the executor takes less: the youngest Python worker is "
                  + "paused, never the last active one.");

  public static final Key<Double> GATE_THRESHOLD =
      threshold("gateThreshold", "0.80")
          .doc(
              "The pressure at which the task gate closes: running tasks go on, new ones wait "
                  + "before their first line of user code.");

  public static final Key<Double> SHED_THRESHOLD =
      threshold("shedThreshold", "0.90")
          .doc(
              "The pressure at which the youngest running task is killed so that Spark tries "
                  + "it again later: one at a time unless a burst leaves no time for that, "
                  + "never the last one, never a barrier task. Spark does not count such a "
                  + "kill as a failure.");

  public static final Key<Duration> SHED_TIME_TO_LIMIT =
      Key.named("spark.headroom.memory.shedTimeToLimit", DURATION)
          .atLeast("0ms")
          .atMost("10s")
          .defaultsTo("700ms")
          .since(V0_1)
          .doc(
              "A task is also killed when, at the present rate of growth, the limit is nearer "
                  + "than this and at least half of it is used. `0ms` leaves the decision to "
                  + "`spark.headroom.memory.shedThreshold` alone.");

  public static final Key<Double> LEVEL_HYSTERESIS =
      Key.named("spark.headroom.level.hysteresis", RATIO)
          .atLeast("0")
          .below("1")
          .defaultsTo("0.05")
          .since(V0_1)
          .doc(
              "How far pressure must fall below a threshold before that level is left again. "
                  + "Levels are entered at once, the one at which tasks are killed when two "
                  + "readings in a row agree.");

  public static final Key<Duration> LEVEL_DWELL =
      Key.named("spark.headroom.level.dwell", DURATION)
          .atLeast("0ms")
          .atMost("10min")
          .defaultsTo("3s")
          .since(V0_1)
          .doc(
              "How long pressure must have been that low before the level falls, one step at "
                  + "a time.");

  public static final Key<Duration> SAMPLE_PERIOD =
      Key.named("spark.headroom.sample.period", DURATION)
          .atLeast("10ms")
          .atMost("10s")
          .defaultsTo("100ms")
          .since(V0_1)
          .doc(
              "How often memory is read while it is plentiful and tasks run; while none runs, every "
                  + "500 ms at the most. With slower readings fast growth is seen too late.");

  public static final Key<Duration> SAMPLE_PRESSURE_PERIOD =
      Key.named("spark.headroom.sample.pressurePeriod", DURATION)
          .atLeast("10ms")
          .atMost("10s")
          .defaultsTo("25ms")
          .since(V0_1)
          .doc("How often memory is read while much of it is in use or the limit is near in time.");

  public static final Key<Duration> REPORT_PERIOD =
      Key.named("spark.headroom.report.period", DURATION)
          .atLeast("50ms")
          .atMost("1min")
          .defaultsTo("1s")
          .since(V0_1)
          .doc(
              "How often each executor reports its state to the driver while memory is plentiful. "
                  + "A change of level is reported at once.");

  public static final Key<Duration> REPORT_PRESSURE_PERIOD =
      Key.named("spark.headroom.report.pressurePeriod", DURATION)
          .atLeast("50ms")
          .atMost("1min")
          .defaultsTo("200ms")
          .since(V0_1)
          .doc("How often each executor reports its state to the driver while memory is short.");

  public static final Key<Boolean> GATE_ENABLED =
      enabled("gate")
          .doc(
              "Hold new tasks while memory is short, and let more run at once only after tasks "
                  + "ended well and the next one fits.");

  public static final Key<Duration> GATE_MAX_WAIT =
      Key.named("spark.headroom.gate.maxWait", DURATION)
          .atLeast("100ms")
          .atMost("1h")
          .defaultsTo("60s")
          .since(V0_1)
          .doc(
              "The longest that one task waits at the gate; then it is let through, whatever the "
                  + "level. A waiting task counts as running to Spark, its speculation included.");

  public static final Key<Boolean> SHED_ENABLED =
      enabled("shed")
          .doc("Kill the youngest running task when the kernel is about to kill the executor.");

  public static final Key<Boolean> HEAP_RETURN_ENABLED =
      enabled("heapReturn")
          .doc(
              "Make the collector return free heap to the system, in the way that suits the "
                  + "collector. Unavailable where the heap cannot shrink (Parallel collector, or "
                  + "-Xms equal to -Xmx); the log says so.");

  public static final Key<Boolean> NATIVE_TRIM_ENABLED =
      enabled("nativeTrim")
          .doc(
              "Make the C library return free native memory to the system. Unavailable where the "
                  + "JVM has no such command; the log says so.");

  public static final Key<Boolean> PYTHON_PAUSE_ENABLED =
      enabled("pythonPause")
          .doc(
              "Stop the youngest Python worker (SIGSTOP) while memory is short and let it go on "
                  + "(SIGCONT) when there is room again.");

  public static final Key<Duration> PYTHON_PAUSE_MAX_PAUSE =
      Key.named("spark.headroom.pythonPause.maxPause", DURATION)
          .atLeast("100ms")
          .atMost("10min")
          .defaultsTo("30s")
          .since(V0_1)
          .doc(
              "The longest that one Python worker stays stopped; then it goes on, whatever the level.");

  public static final Key<Boolean> LEARNED_CAP_ENABLED =
      enabled("learnedCap")
          .doc(
              "After an executor was lost to memory or to missed heartbeats, its replacement "
                  + "starts with fewer tasks at once than ran when it was lost.");

  public static final Key<Boolean> KERNEL_LOG_ENABLED =
      enabled("kernelLog")
          .doc(
              "Read the kernel's log (`/dev/kmsg`) for the processes that its OOM killer ended, "
                  + "on each executor and on the driver, where that is allowed. Most containers "
                  + "do not show it, and `kernel.dmesg_restrict` keeps it for root; the log says "
                  + "so then.");

  public static final Key<Boolean> DUMP_ENABLED =
      Key.named("spark.headroom.dump.enabled", BOOLEAN)
          .defaultsTo("false")
          .since(V0_1)
          .doc(
              "When an executor's memory is critical, write down once what it is full of: threads, "
                  + "native memory by kind (with `-XX:NativeMemoryTracking=summary`), and the live "
                  + "heap. Writing the heap stops the JVM for seconds per GiB, and what is "
                  + "written holds the data that was being worked on.");

  public static final Key<String> DUMP_DIR =
      Key.named("spark.headroom.dump.dir", ValueType.DIRECTORY)
          .since(V0_1)
          .doc(
              "Where each executor writes its dump. Not set, it is the executor's "
                  + "`java.io.tmpdir`. Never a tmpfs: a dump there would take the memory that is "
                  + "short, and is refused.");

  public static final Key<Long> DUMP_MAX_SIZE =
      Key.named("spark.headroom.dump.maxSize", BYTES)
          .atLeast("16m")
          .defaultsTo("4g")
          .since(V0_1)
          .doc(
              "What all dumps in one directory may take together. A heap dump that would be larger "
                  + "is not begun, nor one for which less than twice its size is free; the oldest "
                  + "dumps are deleted to make room.");

  private Keys() {}

  /** All keys in documented order. */
  public static List<Key<?>> all() {
    return List.of(
        MODE,
        MEMORY_LIMIT,
        GIVE_BACK_THRESHOLD,
        SOFT_THRESHOLD,
        GATE_THRESHOLD,
        SHED_THRESHOLD,
        SHED_TIME_TO_LIMIT,
        LEVEL_HYSTERESIS,
        LEVEL_DWELL,
        SAMPLE_PERIOD,
        SAMPLE_PRESSURE_PERIOD,
        REPORT_PERIOD,
        REPORT_PRESSURE_PERIOD,
        GATE_ENABLED,
        GATE_MAX_WAIT,
        SHED_ENABLED,
        HEAP_RETURN_ENABLED,
        NATIVE_TRIM_ENABLED,
        PYTHON_PAUSE_ENABLED,
        PYTHON_PAUSE_MAX_PAUSE,
        LEARNED_CAP_ENABLED,
        KERNEL_LOG_ENABLED,
        DUMP_ENABLED,
        DUMP_DIR,
        DUMP_MAX_SIZE);
  }

  private static Key.Builder<Double> threshold(String lastWord, String defaultText) {
    return Key.named("spark.headroom.memory." + lastWord, RATIO)
        .above("0")
        .below("1")
        .defaultsTo(defaultText)
        .since(V0_1);
  }

  private static Key.Builder<Boolean> enabled(String action) {
    return Key.named("spark.headroom." + action + ".enabled", BOOLEAN)
        .defaultsTo("true")
        .since(V0_1);
  }
}
