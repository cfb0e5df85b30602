/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.channel;

import java.io.Serializable;

/**
 * An executor asks the driver to kill one of its task attempts, because it cannot do so itself.
 *
 * @param attemptId Spark's task attempt id
 * @param reason shown by Spark as the kill reason
 */
public record ShedRequest(String executorId, long attemptId, String reason)
    implements Serializable {
  private static final long serialVersionUID = 1L;
}
