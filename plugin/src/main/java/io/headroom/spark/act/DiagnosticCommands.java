/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act;

import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanFeatureInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * The commands of {@code jcmd}, called inside this process through the DiagnosticCommand bean. What
 * the bean offers differs by JDK and C library, so it is asked once. Immutable, thread-safe.
 */
public final class DiagnosticCommands {
  /** A collection as by {@code jcmd GC.run}: works even under {@code -XX:+DisableExplicitGC}. */
  public static final String GC_RUN = "gcRun";

  /** The threads and what they do, as by {@code jcmd Thread.print}. Takes arguments. */
  public static final String THREAD_PRINT = "threadPrint";

  /** Native memory by kind, as by {@code jcmd VM.native_memory}. Takes arguments. */
  public static final String NATIVE_MEMORY = "vmNativeMemory";

  /** glibc's malloc_trim as by {@code jcmd System.trim_native_heap}; JDK 17.0.9 and later. */
  public static final String TRIM_NATIVE_HEAP = "systemTrimNativeHeap";

  private final MBeanServer server;
  private final ObjectName bean;
  private final Set<String> operations;

  private DiagnosticCommands(MBeanServer server, ObjectName bean, Set<String> operations) {
    this.server = server;
    this.bean = bean;
    this.operations = operations;
  }

  /** The commands of this JVM; none at all where it has no such bean or does not let it be used. */
  public static DiagnosticCommands ofThisJvm() {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    try {
      ObjectName bean = new ObjectName("com.sun.management:type=DiagnosticCommand");
      Set<String> operations =
          Stream.of(server.getMBeanInfo(bean).getOperations())
              .map(MBeanFeatureInfo::getName)
              .collect(Collectors.toUnmodifiableSet());
      return new DiagnosticCommands(server, bean, operations);
    } catch (JMException | RuntimeException noSuchBean) {
      return new DiagnosticCommands(server, null, Set.of());
    }
  }

  /** True where this JVM offers the command. */
  public boolean has(String operation) {
    return operations.contains(operation);
  }

  /**
   * Runs a command that takes no arguments and waits for it, on this thread.
   *
   * @return what {@code jcmd} would print
   * @throws IllegalStateException if the command does not exist or fails
   */
  public String run(String operation) {
    return invoke(operation, null, null);
  }

  /**
   * The same for a command that takes arguments, even where none are given.
   *
   * @throws IllegalStateException if the command does not exist or fails
   */
  public String runWith(String operation, String... arguments) {
    return invoke(operation, new Object[] {arguments}, new String[] {String[].class.getName()});
  }

  private String invoke(String operation, Object[] arguments, String[] signature) {
    if (!has(operation)) {
      throw new IllegalStateException("this JVM has no diagnostic command " + operation);
    }
    try {
      return String.valueOf(server.invoke(bean, operation, arguments, signature)).trim();
    } catch (JMException e) {
      throw new IllegalStateException("diagnostic command " + operation + " failed: " + e, e);
    }
  }
}
