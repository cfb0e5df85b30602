/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What can be done about memory: one class per action, all behind {@link
 * io.headroom.spark.act.Action}. To add one: write the class, add a line to the list in {@code
 * executor.Actions}, and a key {@code spark.headroom.<name>.enabled}.
 */
package io.headroom.spark.act;
