/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What is inside a {@code HeadroomEvent}: how facts are written into it, small enough for a
 * thousand executors over days, and how they are read again by this and every later version.
 */
package io.headroom.spark.listener.event;
