/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.doctor;

import io.headroom.spark.record.Facts;
import java.io.IOException;

/** Turns one kind of event into facts. */
interface EventTranslator {
  /**
   * Tells what an event says.
   *
   * @param fields of the event's JSON object
   * @throws IOException if it is no valid JSON
   */
  void translate(JsonFields fields, Facts facts) throws IOException;
}
