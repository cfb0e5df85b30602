/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act.giveback;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.util.ArrayList;
import java.util.List;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/**
 * Notices when G1 starts a periodic cycle: its first pause is a young collection whose cause says
 * so. (The beans of JDK 17 do not count concurrent cycles.) Listens until closed.
 */
final class PeriodicCycles implements AutoCloseable {
  private static final String CAUSE = "G1 Periodic Collection";

  private final List<NotificationEmitter> emitters = new ArrayList<>();
  private final NotificationListener listener = this::notified;
  private volatile boolean started;

  private PeriodicCycles() {}

  static PeriodicCycles watch() {
    PeriodicCycles cycles = new PeriodicCycles();
    for (GarbageCollectorMXBean collector : Heap.collectors()) {
      if (collector instanceof NotificationEmitter emitter) {
        emitter.addNotificationListener(cycles.listener, null, null);
        cycles.emitters.add(emitter);
      }
    }
    return cycles;
  }

  /** True once a periodic cycle has begun since {@link #watch}. */
  boolean started() {
    return started;
  }

  private void notified(Notification notification, Object unused) {
    if (GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION.equals(
            notification.getType())
        && CAUSE.equals(
            GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData())
                .getGcCause())) {
      started = true;
    }
  }

  @Override
  public void close() {
    for (NotificationEmitter emitter : emitters) {
      try {
        emitter.removeNotificationListener(listener);
      } catch (ListenerNotFoundException alreadyGone) {
        // Then there is nothing to remove.
      }
    }
  }
}
