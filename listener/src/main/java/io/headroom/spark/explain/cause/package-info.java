/* SPDX-License-Identifier: Apache-2.0 */
/** One class for each cause. A new one is a class here and a line in {@code Causes}. */
package io.headroom.spark.explain.cause;
