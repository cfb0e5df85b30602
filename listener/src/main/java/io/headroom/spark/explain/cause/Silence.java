/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import static io.headroom.spark.explain.Amounts.MIB;

import io.headroom.spark.conf.Units;
import io.headroom.spark.explain.Amounts;
import io.headroom.spark.explain.Confidence;
import io.headroom.spark.explain.Incident;
import io.headroom.spark.record.ExecutorReport.Stalls;
import io.headroom.spark.record.ProcessLook;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An executor that the driver has not heard from in time, and what was measured of it until then.
 * Thresholds: a stall of half the time is one that nobody works through; the swap rates are those
 * at which real thrash was seen to begin (1 MiB/s in, 100 major faults a second).
 */
final class Silence {
  /** Share of time from which a stall explains missed heartbeats. */
  static final double MOSTLY = 0.5;

  private static final double THRASH_BYTES_PER_SECOND = MIB;
  private static final double THRASH_FAULTS_PER_SECOND = 100;
  private static final double STALLED_FULL = 0.2;
  private static final double STALLED_SOME = 0.4;
  private static final long SWAPPED_MUCH = 16 * MIB;

  private static final Pattern TIMED_OUT =
      Pattern.compile("heartbeat timed out after (\\d{1,12})(?!\\d) ?ms");
  private static final Pattern NO_RECENT =
      Pattern.compile("with no recent heartbeats: (\\d{1,12})(?!\\d) ?ms");

  private final Incident incident;
  private final LastReports reports;

  private Silence(Incident incident) {
    this.incident = incident;
    this.reports = new LastReports(incident.reports(), incident.timeMillis());
  }

  /** Empty where no heartbeat was missed, or where the executor's end says why. */
  static Optional<Silence> of(Incident incident) {
    return timedOut(incident) || incident.kind() == Incident.Kind.EXECUTOR_SILENT
        ? Optional.of(new Silence(incident))
        : Optional.empty();
  }

  /** Whether Spark says that heartbeats timed out, in whichever removal. */
  static boolean timedOut(Incident incident) {
    return Words.ofLoss(incident, TIMED_OUT).isPresent()
        || Words.ofLoss(incident, NO_RECENT).isPresent();
  }

  LastReports reports() {
    return reports;
  }

  /** How long the driver heard nothing, in milliseconds; 0 where unknown. */
  long waitedMillis() {
    return Words.ofLoss(incident, TIMED_OUT)
        .or(() -> Words.ofLoss(incident, NO_RECENT))
        .map(Silence::number)
        .orElseGet(reports::silentMillis);
  }

  /** "sent no heartbeat for 124 s". */
  String words() {
    long millis = waitedMillis();
    return "sent no heartbeat" + (millis > 0 ? " for " + Amounts.secondsOfMillis(millis) : "");
  }

  /**
   * Whether Headroom's reports reached the driver until the end while heartbeats did not: they must
   * have gone on for more than two heartbeats, or the executor fell silent between two.
   */
  boolean reportsWentOn() {
    long without = waitedMillis() - reports.silentMillis();
    return !reports.none()
        && reports.silentMillis() <= Math.max(5_000, waitedMillis() / 10)
        && reports.silentMillis() * 3 <= waitedMillis()
        && without > 2 * heartbeatMillis();
  }

  private long heartbeatMillis() {
    return incident
        .application()
        .conf("spark.executor.heartbeatInterval")
        .flatMap(Units::duration)
        .map(Duration::toMillis)
        .orElse(10_000L);
  }

  /** A look from outside that shows what is asked for. */
  Optional<ProcessLook> look(Predicate<ProcessLook> shows) {
    return incident.looks().stream().filter(shows).findFirst();
  }

  /** Share of time for which the collector worked before it fell silent; NaN where unknown. */
  double collection() {
    return reports.mean(Stalls::collectionShare);
  }

  /** Share of time for which it was out of CPU quota. */
  double throttled() {
    return reports.mean(Stalls::throttledShare);
  }

  /** Heap in use after the last collection over the largest heap; NaN where unknown. */
  double heapLive() {
    return reports
        .last()
        .filter(last -> last.memory().heapMaxBytes() > 0 && last.jvm().heapLiveBytes() >= 0)
        .map(last -> (double) last.jvm().heapLiveBytes() / last.memory().heapMaxBytes())
        .orElse(Double.NaN);
  }

  /** A look at a process that waits for its pages to come back from swap. */
  Optional<ProcessLook> lookOfThrash() {
    return look(
        look ->
            look.swappedBytes() >= SWAPPED_MUCH
                && (look.state() == 'D'
                    || look.majorFaultsPerSecond() >= THRASH_FAULTS_PER_SECOND));
  }

  /**
   * How surely it thrashed. Pages that go out and stay out are no harm; pages that come back, with
   * tasks waiting for them, are. Empty where nothing speaks for it.
   */
  Optional<Confidence> thrash() {
    if (lookOfThrash().isPresent()) {
      return Optional.of(Confidence.LIKELY);
    }
    double in = reports.worst(Stalls::swapInBytesPerSecond);
    double faults = reports.worst(Stalls::majorFaultsPerSecond);
    boolean stalled =
        reports.mean(Stalls::memoryFull) >= STALLED_FULL
            || reports.mean(Stalls::memorySome) >= STALLED_SOME;
    boolean comesBack = in >= THRASH_BYTES_PER_SECOND;
    boolean faulting = faults >= THRASH_FAULTS_PER_SECOND;
    if (comesBack && (faulting || stalled)) {
      return Optional.of(Confidence.LIKELY);
    }
    long swapped = reports.last().map(last -> last.memory().swapUsedBytes()).orElse(-1L);
    boolean goesOut = reports.worst(Stalls::swapOutBytesPerSecond) >= THRASH_BYTES_PER_SECOND;
    if (swapped >= SWAPPED_MUCH && goesOut && faulting && stalled) {
      return Optional.of(Confidence.LIKELY);
    }
    return swapped >= SWAPPED_MUCH && (comesBack || goesOut || faulting) && !reportsWentOn()
        ? Optional.of(Confidence.POSSIBLE)
        : Optional.empty();
  }

  /** Whether anything measured explains it, be it only possible. */
  boolean stalled() {
    return thrash().isPresent() || collection() >= MOSTLY || throttled() >= MOSTLY;
  }

  private static long number(Matcher matcher) {
    return Long.parseLong(matcher.group(1));
  }
}
