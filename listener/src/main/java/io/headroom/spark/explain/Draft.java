/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import java.util.Optional;

/** Something told of that becomes an incident, or part of one, once its facts have come in. */
abstract class Draft {
  /** Set by {@link Drafts} alone. */
  long dueMillis;

  /** Set by {@link Drafts} alone; 0 while it does not wait. */
  long ticket;

  /**
   * Looks at what is known by now.
   *
   * @return empty where this is no incident of its own, or not worth telling again
   */
  abstract Optional<Incident> settle();
}
