/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.doctor;

/**
 * Something of the input that could not be read.
 *
 * @param file as the user named it, or below what the user named
 * @param line counted from 1; 0 where it is not about a line
 * @param message one sentence without the file and the line
 */
public record Problem(String file, long line, String message) {
  /** As compilers write it: file, line, message. */
  @Override
  public String toString() {
    return line > 0 ? file + ":" + line + ": " + message : file + ": " + message;
  }
}
