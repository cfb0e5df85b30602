/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.doctor;

import io.headroom.spark.explain.Finding;
import io.headroom.spark.record.Facts;
import java.io.IOException;
import java.util.List;

/**
 * Makes facts of the events that Headroom itself wrote into a log. Their form belongs to the
 * package that writes them, which this one does not know.
 */
public interface OwnEvents {
  /** Takes what was told while the application ran; it may rest on more than the log holds. */
  interface Told {
    /**
     * A diagnosis; a later one of the same incident replaces it.
     *
     * @param findings best first; never empty
     */
    void diagnosis(String incidentId, List<Finding> findings);
  }

  /** Reads the events of one log. */
  interface Reader {
    /**
     * Reads one event.
     *
     * @throws IOException if the line is no valid JSON
     */
    void read(byte[] line, int offset, int length) throws IOException;
  }

  /** Begins with one log, whose events come in order. */
  Reader begin(Facts facts, Told told);
}
