/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.listener;

import org.apache.spark.SparkContext;
import org.apache.spark.SparkContext$;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.scheduler.SparkListenerInterface;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;

/**
 * Spark's listener bus, which is private to Spark in Scala but not in bytecode: the one place that
 * rests on it. Where a Spark has it no more, listeners go to the shared queue and nothing is
 * posted, and the log says so once. Thread-safe.
 */
final class ListenerBus {
  /** Our own queue has our own thread: neither waits for other listeners nor makes them wait. */
  private static final String QUEUE = "headroom";

  private static final Logger LOG = LoggerFactory.getLogger(ListenerBus.class);

  private volatile SparkContext context;
  private volatile boolean silent;

  /** Of a context. */
  static ListenerBus of(SparkContext context) {
    ListenerBus bus = new ListenerBus();
    bus.context = context;
    return bus;
  }

  /** Of the context that is being made: it can be asked for when it is ready. */
  static ListenerBus ofActiveContext() {
    return new ListenerBus();
  }

  /** Adds a listener, to a queue of its own if possible. */
  void add(SparkListenerInterface listener) {
    try {
      context.listenerBus().addToQueue(listener, QUEUE);
    } catch (RuntimeException | LinkageError e) {
      LOG.info("Headroom: no queue of its own for the listener, it shares one: {}", e.toString());
      context.addSparkListener(listener);
    }
  }

  void remove(SparkListenerInterface listener) {
    if (context == null) {
      return;
    }
    try {
      context.removeSparkListener(listener);
    } catch (RuntimeException | LinkageError e) {
      LOG.debug("Headroom: could not take the listener off the bus", e);
    }
  }

  /** Posts an event to all listeners and the event log. Never blocks, never throws. */
  void post(SparkListenerEvent event) {
    SparkContext to = silent ? null : contextNow();
    if (to == null) {
      return;
    }
    try {
      to.listenerBus().post(event);
    } catch (RuntimeException | LinkageError e) {
      silent = true;
      LOG.warn("Headroom: cannot post to Spark's listener bus; nothing goes to the event log", e);
    }
  }

  private SparkContext contextNow() {
    if (context == null) {
      try {
        Option<SparkContext> active = SparkContext$.MODULE$.getActive();
        if (active.isDefined()) {
          context = active.get();
        }
      } catch (RuntimeException | LinkageError e) {
        silent = true;
        LOG.warn("Headroom: cannot find the SparkContext; nothing goes to the event log", e);
      }
    }
    return context;
  }
}
