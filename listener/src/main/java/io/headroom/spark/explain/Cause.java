/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import java.util.Optional;

/**
 * One cause for which executors, tasks or applications are lost. Stateless and pure; {@link
 * Causes#ALL} is the one list of them.
 */
public interface Cause {
  /** Lower-case words with hyphens; never changed, since event logs and links hold it. */
  String id();

  /** What it is called in a headline. */
  String title();

  /**
   * Whether this may be why, and how sure that is.
   *
   * @param incident all that is known of what happened
   * @return empty where it is not the cause or nothing speaks for it
   */
  Optional<Finding> explain(Incident incident);
}
