/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Runs another main class and, when the JVM ends, writes the time since its start, the CPU time and
 * the most heap it held into a file: {@code <milliseconds> <milliseconds> <bytes>}. Garbage counts,
 * so the heap's bound is what matters.
 */
public final class MeasuredMain {
  private MeasuredMain() {}

  /**
   * Runs it.
   *
   * @param args the file to write, the main class, and its arguments
   */
  public static void main(String[] args) throws ReflectiveOperationException {
    Path file = Path.of(args[0]);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  long begin = ManagementFactory.getRuntimeMXBean().getStartTime();
                  try {
                    Files.writeString(
                        file,
                        (System.currentTimeMillis() - begin)
                            + " "
                            + cpuMillis()
                            + " "
                            + peakHeap());
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                }));
    Class.forName(args[1])
        .getMethod("main", String[].class)
        .invoke(null, (Object) Arrays.copyOfRange(args, 2, args.length));
  }

  private static long cpuMillis() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime() / 1_000_000;
  }

  private static long peakHeap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getPeakUsage)
        .mapToLong(usage -> usage.getUsed())
        .sum();
  }
}
