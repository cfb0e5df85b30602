/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.headroom.spark.judge.Level;
import io.headroom.spark.judge.Situation;
import io.headroom.spark.sense.Capability;
import io.headroom.spark.sense.Reading;
import io.headroom.spark.sense.SlowSample;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what memory is full of, once in an executor's life, when it is about to be lost: the
 * threads, the JVM's native memory by kind (where {@code -XX:NativeMemoryTracking} is on), and the
 * live heap. For people who look for the reason afterwards; it frees nothing, and the heap dump
 * stops the JVM for as long as it writes, so it is off unless asked for.
 *
 * <p>Critical is the level at which tasks are shed, or a heap of which nearly all is still live
 * after a collection. {@link #step} belongs to the sampling thread and only decides; the dump has a
 * daemon thread of its own, {@code headroom-dump}, which ends with it.
 */
public final class EvidenceDump implements Action {
  private static final Logger LOG = LoggerFactory.getLogger(EvidenceDump.class);
  private static final String NAME = "evidence dump";

  /** What lives of the heap after a collection; beyond it the next allocation may fail. */
  private static final double LIVE_SHARE = 0.95;

  /** Room for the two texts. */
  private static final long TEXT_BYTES = 16L << 20;

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private final DumpDirectory directory;
  private final String owner;
  private final boolean dryRun;
  private final Logger log;
  private final SelfSwitchOff power;
  private final DiagnosticCommands commands;
  private final HotSpotDiagnosticMXBean hotspot;
  private boolean begun;

  /**
   * For this JVM.
   *
   * @param dir where dumps go
   * @param maxBytes what all dumps there may take together
   * @param owner application and executor, part of the files' names
   * @param dryRun true to say only what would be done
   */
  public EvidenceDump(Path dir, long maxBytes, String owner, boolean dryRun) {
    this(dir, maxBytes, owner, dryRun, LOG);
  }

  EvidenceDump(Path dir, long maxBytes, String owner, boolean dryRun, Logger log) {
    this.directory = new DumpDirectory(dir, maxBytes);
    this.owner = owner.replaceAll("[^A-Za-z0-9_-]", "_");
    this.dryRun = dryRun;
    this.log = log;
    this.commands = DiagnosticCommands.ofThisJvm();
    this.hotspot = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    this.power =
        new SelfSwitchOff(
            log,
            hotspot == null
                ? Capability.unavailable(NAME, "this JVM is not HotSpot")
                : Capability.available(NAME, "once, to " + dir));
  }

  @Override
  public String name() {
    return "dump";
  }

  @Override
  public Capability capability() {
    return power.capability();
  }

  @Override
  public void step(Situation now) {
    if (begun || !power.on()) {
      return;
    }
    String why = why(now);
    if (why != null) {
      begun = true;
      power.guard(() -> start(why));
    }
  }

  /** Null while there is no reason. */
  private static String why(Situation now) {
    if (now.level == Level.SHED) {
      return "memory is critical";
    }
    SlowSample.Jvm jvm = now.slow == null ? null : now.slow.jvm();
    boolean full =
        jvm != null
            && Reading.known(jvm.heapLiveBytes())
            && jvm.heapMaxBytes() > 0
            && jvm.heapLiveBytes() >= LIVE_SHARE * jvm.heapMaxBytes();
    return full ? "the heap is full after a collection" : null;
  }

  private void start(String why) {
    Thread thread = new Thread(() -> power.guard(() -> dump(why)), "headroom-dump");
    thread.setDaemon(true);
    thread.start();
  }

  private void dump(String why) {
    if (dryRun) {
      log.info("Headroom: would write a dump, as {}: observing only", why);
      return;
    }
    String stamp = owner + "-" + STAMP.format(Instant.now());
    text(why, stamp + ".threads.txt", DiagnosticCommands.THREAD_PRINT);
    text(why, stamp + ".native.txt", DiagnosticCommands.NATIVE_MEMORY, "summary");
    heap(why, stamp + ".hprof");
  }

  private void text(String why, String name, String command, String... arguments) {
    try {
      String refused = directory.refuses(TEXT_BYTES);
      if (!refused.isEmpty()) {
        log.info("Headroom: no {}: {}", name, refused);
        return;
      }
      Path file = directory.file(name);
      String text = commands.runWith(command, arguments);
      DumpDirectory.write(file, text);
      log.info("Headroom: wrote {} ({} characters), as {}", file, text.length(), why);
    } catch (IOException | IllegalStateException e) {
      log.info("Headroom: no {}: {}", name, e.toString());
    }
  }

  private void heap(String why, String name) {
    Path file = directory.file(name);
    try {
      long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
      String refused = directory.refuses(used);
      if (!refused.isEmpty()) {
        log.info("Headroom: no heap dump: {}", refused);
        return;
      }
      if (Files.exists(file)) {
        log.info("Headroom: no heap dump: {} is there already", file);
        return;
      }
      long began = System.nanoTime();
      hotspot.dumpHeap(file.toString(), true);
      log.info(
          "Headroom: wrote {} ({} MiB of {} MiB heap in {} ms), as {}",
          file,
          Files.size(file) >> 20,
          used >> 20,
          (System.nanoTime() - began) / 1_000_000,
          why);
    } catch (IOException | IllegalArgumentException e) {
      log.info("Headroom: no heap dump: {}", e.toString());
      deleteHalf(file);
    }
  }

  /** Half a heap dump cannot be read and takes the room of a whole one. */
  private void deleteHalf(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      log.info("Headroom: {} is left unfinished: {}", file, e.toString());
    }
  }

  /** Nothing is in force. A dump under way cannot be broken off; its thread holds no JVM. */
  @Override
  public void close() {}
}
