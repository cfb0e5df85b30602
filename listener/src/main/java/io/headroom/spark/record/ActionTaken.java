/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.record;

import java.io.Serializable;

/**
 * Headroom did something about memory.
 *
 * @param executorId where; "driver" for the driver
 * @param action what was done in one or two lower-case words with hyphens, such as {@code shed},
 *     {@code gate-shut} or {@code heap-return}
 * @param detail the same with numbers and units, as the log line has it; may be empty
 */
public record ActionTaken(
    String executorId, String host, long timeMillis, String action, String detail)
    implements Serializable {
  private static final long serialVersionUID = 1L;
}
