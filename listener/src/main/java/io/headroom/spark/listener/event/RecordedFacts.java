/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.listener.event;

import io.headroom.spark.record.Facts;

/** Takes facts, and what was made of them when they were new. */
public interface RecordedFacts extends Facts {
  /** A diagnosis told while the application ran. */
  default void diagnosis(RecordedDiagnosis diagnosis) {}
}
