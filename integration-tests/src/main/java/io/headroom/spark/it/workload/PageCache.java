/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.workload;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Writes ten times the container's limit into files and reads it all back. The page cache fills the
 * container to its limit, and that is no danger: nobody should act on it.
 */
record PageCache() implements Workload {
  private static final int TASKS = 8;
  private static final int LIMIT_MIB = 800;
  private static final int TIMES_LIMIT = 10;
  private static final int FILE_MIB = 80;
  private static final int BUFFER = 1 << 20;

  @Override
  public String name() {
    return "pagecache";
  }

  @Override
  public String description() {
    return "writes and reads 10 times the limit in files";
  }

  @Override
  public Sizing sizing() {
    return new Sizing(1, 4, 512, LIMIT_MIB);
  }

  @Override
  public String run(RunContext context) {
    String directory = context.scratch().toString();
    int rounds = LIMIT_MIB * TIMES_LIMIT / TASKS / FILE_MIB;
    List<Long> ids = LongStream.rangeClosed(1, TASKS).boxed().collect(Collectors.toList());
    long sum =
        context
            .spark()
            .parallelize(ids, TASKS)
            .map(id -> writeAndRead(Path.of(directory, "file-" + id), id, rounds))
            .reduce(Long::sum);
    return Long.toString(sum);
  }

  /** The sum of what was read back, one byte per buffer. */
  private static long writeAndRead(Path file, long id, int rounds) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    long sum = 0;
    try {
      for (int round = 0; round < rounds; round++) {
        try (FileChannel out =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
          for (int i = 0; i < FILE_MIB; i++) {
            buffer.clear();
            buffer.put(0, (byte) (id + round + i));
            while (buffer.hasRemaining()) {
              out.write(buffer);
            }
          }
        }
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
          buffer.clear();
          while (in.read(buffer) >= 0) {
            if (!buffer.hasRemaining()) {
              sum += buffer.get(0);
              buffer.clear();
            }
          }
        }
      }
    } finally {
      Files.deleteIfExists(file);
    }
    return sum;
  }
}
