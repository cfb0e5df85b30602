/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act.giveback;

import java.util.ArrayList;
import java.util.List;

/** Fills its heap, lets most of it go, and has the recipe for its collector give it back. */
final class HeapReturnChild {
  private static final int CHUNK = 32 << 10;
  private static volatile List<byte[]> live;

  private HeapReturnChild() {}

  /**
   * Fills, lets go, has it given back, and prints what came of it.
   *
   * @param args "calm" or "pressing"; "closed" closes the attempt right after its beginning
   */
  public static void main(String[] args) throws InterruptedException {
    boolean pressing = args[0].equals("pressing");
    HeapReturnRecipe recipe = HeapReturnRecipes.ofThisJvm();
    System.out.println("available=" + recipe.capability().available());
    System.out.println("detail=" + recipe.capability().detail());
    if (!recipe.capability().available()) {
      return;
    }
    live = chunks(20);
    List<byte[]> garbage = chunks(250);
    System.out.println("touched=" + garbage.size());
    garbage.clear();
    print("before");
    long pauses = Heap.pauseMillis();
    try (Remedy.Running running = recipe.begin(new Need(pressing))) {
      print("during");
      Remedy.Outcome outcome = null;
      while (!args[0].equals("closed") && (outcome = running.poll()) == null) {
        Thread.sleep(20);
      }
      System.out.println("how=" + (outcome == null ? "closed" : outcome.how()));
    }
    System.out.println("pauseMillis=" + (Heap.pauseMillis() - pauses));
    if (!args[0].equals("closed")) {
      settle(recipe.settling().toMillis());
    }
    print("after");
    System.out.println("live=" + live.size());
  }

  /** Waits until memory has fallen and falls no more, or for as long as the recipe says. */
  private static void settle(long mostMillis) throws InterruptedException {
    long first = OwnMemory.residentBytes() + Heap.committedBytes();
    long last = first;
    for (long waited = 0; waited < mostMillis; waited += 200) {
      Thread.sleep(200);
      long now = OwnMemory.residentBytes() + Heap.committedBytes();
      if (now < first - (100 << 20) && now > last - (1 << 20)) {
        return;
      }
      last = now;
    }
  }

  private static void print(String when) {
    System.out.println(when + ".resident=" + OwnMemory.residentBytes());
    System.out.println(when + ".committed=" + Heap.committedBytes());
    VmFlags flags = VmFlags.ofThisJvm().orElseThrow();
    for (String flag : List.of(FlagLease.MIN, FlagLease.MAX, FlagLease.INTERVAL)) {
      System.out.println(when + "." + flag + "=" + flags.text(flag).orElse("none"));
    }
  }

  private static List<byte[]> chunks(int mib) {
    List<byte[]> chunks = new ArrayList<>();
    for (int i = 0; i < mib * (1 << 20) / CHUNK; i++) {
      chunks.add(new byte[CHUNK]);
    }
    return chunks;
  }

  private record Need(boolean pressing) implements HeapReturnRecipe.Need {
    @Override
    public boolean over() {
      return false;
    }
  }
}
