/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.run;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;

/**
 * What one run added to a log that many runs share.
 *
 * @param file the log
 * @param start where the run began in it, in bytes
 */
record LogSlice(File file, long start) {
  String read() throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file, "r")) {
      in.seek(start);
      byte[] bytes = new byte[(int) Math.min(64L << 20, in.length() - start)];
      in.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
