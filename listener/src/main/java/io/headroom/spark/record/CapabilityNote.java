/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.record;

import java.io.Serializable;

/**
 * Something that Headroom cannot do or did not see in one process, and why.
 *
 * @param executorId where; "driver" for the driver
 * @param text one plain sentence
 */
public record CapabilityNote(String executorId, long timeMillis, String text)
    implements Serializable {
  private static final long serialVersionUID = 1L;
}
