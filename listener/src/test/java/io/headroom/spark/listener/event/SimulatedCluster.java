/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.listener.event;

import io.headroom.spark.record.ExecutorReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Executors of a busy, calm application as they would report: heap in saw teeth, hard memory that
 * creeps and jitters, page cache and the host's memory that wander, tasks that come and go,
 * counters that count. Each executor reports at its own moment, with jitter. Every figure is noisy
 * where it is noisy in life, so that it costs what it costs in life; the unlikely ones (swap, shed
 * tasks) happen to few.
 */
final class SimulatedCluster {
  private static final long MIB = 1 << 20;
  private static final long GIB = 1L << 30;
  private static final int CORES = 4;

  private final Random random;
  private final List<Executor> executors = new ArrayList<>();

  SimulatedCluster(int size, long seed) {
    random = new Random(seed);
    for (int i = 0; i < size; i++) {
      executors.add(new Executor(i + 1));
    }
  }

  /** What all of them report from then on: one report in each period. */
  List<ExecutorReport> reports(long fromMillis, long periodMillis, int periods) {
    List<ExecutorReport> reports = new ArrayList<>();
    for (int i = 0; i < periods; i++) {
      for (Executor executor : executors) {
        executor.pass(periodMillis);
        reports.add(executor.report(fromMillis + i * periodMillis));
      }
    }
    return reports;
  }

  private final class Executor {
    private final int id;
    private final long phaseMillis = random.nextInt(1_000);
    private final String host = "10.4." + random.nextInt(16) + "." + random.nextInt(256);
    private final long pid = 100L + random.nextInt(30_000);
    private final double cacheTarget = (300 + random.nextInt(900)) * MIB;
    private final boolean swaps = random.nextInt(50) == 0;
    private double live = (500 + random.nextInt(400)) * MIB;
    private double heapUsed = live + random.nextDouble() * GIB;
    private double heapCommitted = 3 * GIB;
    private double offHeap = (300 + random.nextInt(120)) * MIB;
    private double cache = cacheTarget;
    private double hostAvailable = (20 + random.nextDouble() * 20) * GIB;
    private double hard = hardNow();
    private double slope;
    private double peak = hard;
    private double collections = random.nextInt(400);
    private double collectionMillis = collections * (8 + random.nextInt(5));
    private double cpuNanos = collections * 1e9;
    private double collectionShare;
    private int threads = 90 + random.nextInt(12);
    private int running = CORES;
    private long samples = Math.round(collections) * 20;
    private long hiccup;

    private Executor(int id) {
      this.id = id;
    }

    private double hardNow() {
      return heapCommitted * 0.9 + offHeap;
    }

    private void pass(long millis) {
      double seconds = millis / 1e3;
      double allocated = (100 + random.nextInt(150)) * MIB * seconds;
      int young = (int) ((heapUsed + allocated - live) / (1.4 * GIB));
      collections += young;
      double pause = young * (6 + random.nextInt(18));
      collectionMillis += pause;
      collectionShare = pause / millis;
      heapUsed += allocated - young * 1.4 * GIB;
      if (random.nextInt(40) == 0) {
        live = (500 + random.nextInt(400)) * MIB;
      }
      heapUsed = Math.max(live, Math.min(heapUsed, heapCommitted));
      if (random.nextInt(60) == 0) {
        heapCommitted = Math.min(4 * GIB, heapCommitted + 64 * MIB);
      }
      offHeap += random.nextGaussian() * 4 * MIB;
      double before = hard;
      hard = hardNow() + random.nextGaussian() * 6 * MIB;
      slope = (hard - before) / seconds + random.nextGaussian() * MIB;
      peak = Math.max(peak, hard + Math.abs(random.nextGaussian()) * 4 * MIB);
      cache += (cacheTarget - cache) * 0.1 + random.nextGaussian() * 25 * MIB;
      hostAvailable += random.nextGaussian() * 150 * MIB;
      cpuNanos += (2.2 + random.nextDouble() * 1.6) * 1e9 * seconds;
      threads += random.nextInt(20) == 0 ? random.nextInt(5) - 2 : 0;
      running = random.nextInt(6) == 0 ? CORES - 1 : CORES;
      samples += (long) (seconds * 10);
      hiccup = random.nextInt(30) == 0 ? 10 + random.nextInt(60) : random.nextInt(4);
    }

    private ExecutorReport report(long timeMillis) {
      long limit = 4505 * MIB;
      return new ExecutorReport(
          Integer.toString(id),
          host,
          pid,
          timeMillis + phaseMillis + random.nextInt(60),
          "CALM",
          "LIMIT",
          new ExecutorReport.Memory(
              (long) hard,
              limit,
              (long) peak,
              (long) (hard + cache),
              hard / limit,
              slope,
              slope > 0 ? (0.98 * limit - hard) / slope : Double.POSITIVE_INFINITY,
              (long) heapUsed,
              (long) heapCommitted,
              4 * GIB,
              (long) Math.max(0, heapCommitted - heapUsed * 1.2),
              0,
              (long) cache,
              swaps ? 40 * MIB : 0,
              0,
              (long) hostAvailable,
              0),
          new ExecutorReport.Jvm(
              "G1",
              (long) live,
              110 * MIB + samples * 100,
              40 * MIB + samples * 50,
              96 * MIB,
              0,
              threads,
              (long) collections,
              (long) collectionMillis),
          new ExecutorReport.Stalls(
              0,
              0,
              collectionShare,
              random.nextInt(25) == 0 ? random.nextDouble() * 0.05 : 0,
              0,
              0,
              swaps ? random.nextInt(9) : 0,
              hiccup,
              true),
          new ExecutorReport.Tasks(running, 0, CORES, CORES, 0, 0, 0, 0, 0),
          new ExecutorReport.Cost(samples, samples * 40_000, (long) cpuNanos),
          List.of());
    }
  }
}
