/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Where spill and shuffle bytes live. This package knows nothing of the plugin: what it needs to
 * know about memory it asks for through an interface of its own.
 */
package io.headroom.spark.shuffle;
