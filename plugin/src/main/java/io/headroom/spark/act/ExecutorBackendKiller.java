/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act;

import io.headroom.spark.sense.Capability;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Map;
import org.apache.spark.SparkEnv;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kills a task through the executor's own backend, without the round trip to the driver, which
 * under load takes longer (0.2–0.9 s were measured) than a container has left.
 *
 * <p>This is not API of Spark. The way is: {@code SparkEnv.rpcEnv} → its dispatcher → the endpoint
 * {@code CoarseGrainedExecutorBackend} → {@code executor()} → {@code killTask}, the very call that
 * the driver's message ends in. Everything is found by name; the members are looked up once, by
 * {@link #selfTest}, and on the first failure this way is given up for good. Thread-safe.
 */
public final class ExecutorBackendKiller implements TaskKiller {
  private static final Logger LOG = LoggerFactory.getLogger(ExecutorBackendKiller.class);
  private static final String BACKEND = "org.apache.spark.executor.CoarseGrainedExecutorBackend";
  private static final String EXECUTOR = "org.apache.spark.executor.Executor";

  private final Members members;
  private final Capability capability;
  private volatile Object executor;
  private volatile boolean broken;

  private record Members(
      Field dispatcher, Class<?> backendClass, Method executorOf, Method killTask) {}

  private ExecutorBackendKiller(Members members, Capability capability) {
    this.members = members;
    this.capability = capability;
    this.broken = members == null;
  }

  /**
   * Looks every member up by name. The executor itself is found later, by {@link #prepare}: while
   * plugins start, it is still being made.
   */
  public static ExecutorBackendKiller selfTest() {
    String name = "local task kill";
    try {
      Field dispatcher = fieldOfType(SparkEnv.get().rpcEnv().getClass(), "Dispatcher");
      Class<?> backend = Class.forName(BACKEND, false, SparkEnv.class.getClassLoader());
      Class<?> executor = Class.forName(EXECUTOR, false, SparkEnv.class.getClassLoader());
      Method executorOf = backend.getMethod("executor");
      Method kill = executor.getMethod("killTask", long.class, boolean.class, String.class);
      return new ExecutorBackendKiller(
          new Members(dispatcher, backend, executorOf, kill),
          Capability.available(name, "through " + backend.getSimpleName()));
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      return new ExecutorBackendKiller(
          null, Capability.unavailable(name, "this Spark differs inside: " + e));
    }
  }

  public Capability capability() {
    return capability;
  }

  @Override
  public String how() {
    return "locally";
  }

  @Override
  public boolean kill(long attemptId, String reason) {
    if (broken) {
      return false;
    }
    try {
      Object target = executor();
      if (target == null) {
        return false;
      }
      members.killTask().invoke(target, attemptId, true, reason);
      return true;
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      giveUp(e);
      return false;
    }
  }

  @Override
  public void prepare() {
    try {
      if (!broken && executor() == null) {
        LOG.info("Headroom: local task kill finds no executor here");
      }
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      giveUp(e);
    }
  }

  private void giveUp(Throwable e) {
    broken = true;
    LOG.warn("Headroom: local task kill is switched off because of {}", e.toString());
  }

  private Object executor() throws ReflectiveOperationException {
    Object known = executor;
    if (known == null) {
      known = findExecutor();
      executor = known;
    }
    return known;
  }

  private Object findExecutor() throws ReflectiveOperationException {
    Object dispatcher = members.dispatcher().get(SparkEnv.get().rpcEnv());
    for (Field field : dispatcher.getClass().getDeclaredFields()) {
      if (Map.class.isAssignableFrom(field.getType())) {
        field.setAccessible(true);
        for (Object endpoint : ((Map<?, ?>) field.get(dispatcher)).keySet()) {
          if (members.backendClass().isInstance(endpoint)) {
            return members.executorOf().invoke(endpoint);
          }
        }
      }
    }
    return null;
  }

  private static Field fieldOfType(Class<?> owner, String simpleTypeName)
      throws NoSuchFieldException {
    for (Field field : owner.getDeclaredFields()) {
      if (field.getType().getSimpleName().equals(simpleTypeName)) {
        field.setAccessible(true);
        return field;
      }
    }
    throw new NoSuchFieldException(owner.getName() + " has no field of type " + simpleTypeName);
  }
}
