/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.channel;

import java.io.Serializable;

/**
 * An executor will send no more reports: it shuts down, or Headroom has switched itself off there.
 * Its silence from now on means nothing.
 */
public record Farewell(String executorId) implements Serializable {
  private static final long serialVersionUID = 1L;
}
