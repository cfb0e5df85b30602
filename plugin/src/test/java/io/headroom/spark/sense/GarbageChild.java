/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A JVM that does as its first argument says until its standard input ends. */
final class GarbageChild {
  private GarbageChild() {}

  /**
   * Runs.
   *
   * @param args "collect" keeps its collector busy, "compute" a thread of its own, "idle" nobody
   */
  public static void main(String[] args) throws IOException {
    Thread work =
        new Thread(args[0].equals("collect") ? GarbageChild::collect : GarbageChild::compute);
    work.setDaemon(true);
    if (!args[0].equals("idle")) {
      work.start();
    }
    System.out.println("ready");
    while (System.in.read() >= 0) {
      // Nobody writes: it ends with the parent.
    }
  }

  /** Much that lives, and a full collection of it again and again. */
  private static void collect() {
    List<byte[]> live = new ArrayList<>();
    for (int i = 0; i < 400_000; i++) {
      live.add(new byte[100]);
    }
    while (!live.isEmpty()) {
      System.gc();
    }
  }

  private static void compute() {
    double sum = 0;
    for (double i = 1; sum >= 0; i++) {
      sum += Math.sqrt(i);
    }
    System.out.println(sum);
  }
}
