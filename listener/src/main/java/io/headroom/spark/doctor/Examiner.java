/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.doctor;

import io.headroom.spark.explain.Diagnosis;
import java.util.List;
import java.util.function.LongConsumer;

/** Reads one log after the other and diagnoses what went wrong in each. Not thread-safe. */
public final class Examiner {
  private final EventLogReader reader = new EventLogReader();
  private final OwnEvents ownEvents;

  /**
   * Reads whatever version of Spark wrote.
   *
   * @param ownEvents how to read what Headroom wrote
   */
  public Examiner(OwnEvents ownEvents) {
    this.ownEvents = ownEvents;
  }

  /**
   * Reads a log to its end.
   *
   * @param progress told the bytes on disk that were read since it was told last
   */
  public ApplicationReport examine(EventLog log, LongConsumer progress) {
    Examined examined = new Examined();
    OwnEvents.Reader own = ownEvents.begin(examined, examined);
    LogReading reading = reader.read(log, examined, own, progress);
    List<Diagnosis> diagnoses = examined.finish();
    return new ApplicationReport(
        log,
        examined.application(),
        examined.endMillis(),
        examined.volume(),
        diagnoses,
        examined.advice(),
        reading);
  }
}
