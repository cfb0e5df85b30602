/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import io.headroom.spark.explain.cause.ContainerOomKill;
import io.headroom.spark.explain.cause.Decommission;
import io.headroom.spark.explain.cause.Deleted;
import io.headroom.spark.explain.cause.DirectMemory;
import io.headroom.spark.explain.cause.DiskEviction;
import io.headroom.spark.explain.cause.DiskFull;
import io.headroom.spark.explain.cause.DriverGone;
import io.headroom.spark.explain.cause.DriverOom;
import io.headroom.spark.explain.cause.DriverUnreachable;
import io.headroom.spark.explain.cause.ExecutionMemory;
import io.headroom.spark.explain.cause.FetchFailed;
import io.headroom.spark.explain.cause.GcOverhead;
import io.headroom.spark.explain.cause.HeapOom;
import io.headroom.spark.explain.cause.HeartbeatDriver;
import io.headroom.spark.explain.cause.HeartbeatGc;
import io.headroom.spark.explain.cause.HeartbeatNetwork;
import io.headroom.spark.explain.cause.HeartbeatStopped;
import io.headroom.spark.explain.cause.HeartbeatSwap;
import io.headroom.spark.explain.cause.HeartbeatThreadDead;
import io.headroom.spark.explain.cause.HeartbeatThrottled;
import io.headroom.spark.explain.cause.HeartbeatUnknown;
import io.headroom.spark.explain.cause.KilledByDriver;
import io.headroom.spark.explain.cause.KilledSignal;
import io.headroom.spark.explain.cause.LocalDir;
import io.headroom.spark.explain.cause.MemoryEviction;
import io.headroom.spark.explain.cause.Metaspace;
import io.headroom.spark.explain.cause.NativeAllocation;
import io.headroom.spark.explain.cause.NativeCrash;
import io.headroom.spark.explain.cause.NativeThreads;
import io.headroom.spark.explain.cause.NodeLost;
import io.headroom.spark.explain.cause.NodeOomKill;
import io.headroom.spark.explain.cause.Preemption;
import io.headroom.spark.explain.cause.PythonCrash;
import io.headroom.spark.explain.cause.PythonMemoryLimit;
import io.headroom.spark.explain.cause.PythonOomKill;
import io.headroom.spark.explain.cause.ResultTooLarge;
import io.headroom.spark.explain.cause.SpillMerge;
import io.headroom.spark.explain.cause.StaleExecutor;
import io.headroom.spark.explain.cause.StartupFailure;
import io.headroom.spark.explain.cause.StateStoreMemory;
import io.headroom.spark.explain.cause.TaskReaper;
import io.headroom.spark.explain.cause.Terminated;
import io.headroom.spark.explain.cause.TooManyFailures;
import io.headroom.spark.explain.cause.UncaughtException;
import io.headroom.spark.explain.cause.UnknownCause;
import io.headroom.spark.explain.cause.Vanished;
import io.headroom.spark.explain.cause.YarnPhysicalMemory;
import io.headroom.spark.explain.cause.YarnVirtualMemory;
import java.util.List;

/**
 * The one list of causes, from the specific to the general: among equally sure findings the first
 * one is told.
 */
public final class Causes {
  private Causes() {}

  /** All causes. The last one always has something to say. */
  public static final List<Cause> ALL =
      List.of(
          // The kernel or the cluster manager ended it and said why.
          new ContainerOomKill(),
          new YarnPhysicalMemory(),
          new YarnVirtualMemory(),
          new NodeOomKill(),
          new MemoryEviction(),
          new DiskEviction(),
          new Preemption(),
          new NodeLost(),
          // Heartbeats stopped: what was measured first, what is left when all is calm last.
          new HeartbeatSwap(),
          new HeartbeatThrottled(),
          new HeartbeatGc(),
          new HeartbeatThreadDead(),
          new HeartbeatDriver(),
          new HeartbeatNetwork(),
          new HeartbeatStopped(),
          // Python.
          new PythonOomKill(),
          new PythonMemoryLimit(),
          new PythonCrash(),
          // The JVM, the state store or a disk said so; a full disk before the want of memory it
          // looks like.
          new SpillMerge(),
          new GcOverhead(),
          new Metaspace(),
          new DirectMemory(),
          new NativeThreads(),
          new NativeAllocation(),
          new StateStoreMemory(),
          new DiskFull(),
          new HeapOom(),
          new ExecutionMemory(),
          // The driver.
          new ResultTooLarge(),
          new DriverOom(),
          // Exit codes and words of Spark's own.
          new TaskReaper(),
          new StaleExecutor(),
          new LocalDir(),
          new DriverUnreachable(),
          new DriverGone(),
          new StartupFailure(),
          // What only says how it ended.
          new NativeCrash(),
          new UncaughtException(),
          new Terminated(),
          // Words that may cover something else, and consequences.
          new Deleted(),
          new TooManyFailures(),
          new Decommission(),
          new KilledByDriver(),
          new FetchFailed(),
          // Nothing known.
          new KilledSignal(),
          new Vanished(),
          new HeartbeatUnknown(),
          new UnknownCause());
}
