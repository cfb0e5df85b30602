/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.listener;

import io.headroom.spark.explain.Explainer;
import io.headroom.spark.record.Facts;
import java.time.Duration;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.package$;
import org.apache.spark.scheduler.SparkListenerApplicationEnd;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Explains, while the application runs, why executors and tasks are lost: one line in the driver's
 * log for each incident, and the whole diagnosis in the event log. At the end it logs the most
 * important advice on the application as a whole; all of it, the Doctor makes anew from the log.
 *
 * <p>The plugin installs it by itself. Where plugins may not be set, {@code
 * spark.extraListeners=io.headroom.spark.listener.HeadroomListener} does: it then knows what Spark
 * tells, and not what Headroom measures. Both at once tell once.
 *
 * <p>Listener methods take some hundred nanoseconds: they hand over to a daemon thread of this
 * class. Only the application's end waits for that thread, as a JVM may be gone the next moment,
 * and for no longer than {@link #END_WAIT}.
 */
public final class HeadroomListener extends SparkEventFacts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HeadroomListener.class);
  private static final Duration END_WAIT = Duration.ofSeconds(2);

  private final ExplainingThread thread;
  private final ListenerBus bus;
  private final boolean knowsMore;

  /** For {@code spark.extraListeners}; does nothing where {@code spark.headroom.mode} is off. */
  public HeadroomListener(SparkConf conf) {
    this(ListenerBus.ofActiveContext(), conf, false, Duration.ZERO);
    if (conf.get("spark.headroom.mode", "act").equalsIgnoreCase("off")) {
      thread.silence();
    } else {
      begin();
    }
  }

  private HeadroomListener(
      ListenerBus bus, SparkConf conf, boolean knowsMore, Duration silentAfter) {
    this(
        bus,
        new ExplainingThread(
            new Explainer(silentAfter.toMillis()),
            new Recorder(bus::post, isSeen(conf), System::nanoTime)),
        knowsMore);
  }

  private HeadroomListener(ListenerBus bus, ExplainingThread thread, boolean knowsMore) {
    super(thread.queue(), package$.MODULE$.SPARK_VERSION());
    this.thread = thread;
    this.bus = bus;
    this.knowsMore = knowsMore;
  }

  /**
   * For the plugin: listens on a queue of its own, and takes what executors report through {@link
   * #facts}. To be closed when the plugin shuts down.
   *
   * @param silentAfter how long an executor that reports every second may be silent before that is
   *     told; zero where executors do not report
   */
  public static HeadroomListener install(SparkContext context, Duration silentAfter) {
    ListenerBus bus = ListenerBus.of(context);
    HeadroomListener listener = new HeadroomListener(bus, context.conf(), true, silentAfter);
    listener.begin();
    bus.add(listener);
    return listener;
  }

  /** A record of samples that neither an event log keeps nor a page shows is wasted. */
  private static boolean isSeen(SparkConf conf) {
    return conf.getBoolean("spark.eventLog.enabled", false)
        || conf.getBoolean("spark.ui.enabled", true);
  }

  private void begin() {
    if (Teller.claim(this, knowsMore)) {
      thread.start();
    } else {
      LOG.info(
          "Headroom: the plugin explains losses already; spark.extraListeners need not name {}",
          HeadroomListener.class.getName());
      thread.silence();
    }
  }

  /**
   * Where to put what Spark's events do not tell: reports, kernel kills, looks at processes,
   * actions, notes. Never blocks; drops when it is full. Thread-safe.
   */
  public Facts facts() {
    return thread.queue();
  }

  /** Events and reports that were left out since they came faster than they could be looked at. */
  public long dropped() {
    return thread.queue().droppedRoutine() + thread.queue().dropped();
  }

  boolean knowsMore() {
    return knowsMore;
  }

  /** Another listener tells from now on. */
  void silence() {
    thread.silence();
  }

  /** What this listener posts comes back to it. */
  @Override
  void recorded(HeadroomEvent event) {}

  @Override
  public void onApplicationEnd(SparkListenerApplicationEnd event) {
    super.onApplicationEnd(event);
    thread.awaitEnd(END_WAIT);
    Teller.release(this);
  }

  /**
   * Tells what is left and ends the thread. Spark posts the application's end before it shuts
   * plugins down, so that is waited for first: each for no longer than {@link #END_WAIT}.
   */
  @Override
  public void close() {
    if (!thread.awaitEnd(END_WAIT)) {
      thread.close();
    }
    Teller.release(this);
    bus.remove(this);
  }
}
