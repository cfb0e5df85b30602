/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.channel;

import java.io.Serializable;

/**
 * A starting executor asks how many tasks it may run at once; the answer is an {@code Integer}.
 *
 * @param slots how many Spark would run at once there
 */
public record StartingCapQuery(String executorId, int slots) implements Serializable {
  private static final long serialVersionUID = 1L;
}
