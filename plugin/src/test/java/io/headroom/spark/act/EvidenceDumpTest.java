/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headroom.spark.judge.Level;
import io.headroom.spark.judge.Situation;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Dumps this very JVM. */
@Timeout(120)
class EvidenceDumpTest {
  private static final long GIB = 1L << 30;

  @TempDir Path dir;
  private final RecordingLog log = new RecordingLog();
  private final Situation now = new Situation();

  @BeforeEach
  void onADisk() throws IOException {
    String type = Files.getFileStore(dir).type();
    assumeTrue(!type.equals("tmpfs"), "not run: the temporary directory is on " + type);
  }

  @AfterEach
  void theThreadEnds() {
    await().until(() -> !dumping());
  }

  private static boolean dumping() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("headroom-dump"));
  }

  private EvidenceDump dump(long maxBytes, boolean dryRun) {
    return new EvidenceDump(dir, maxBytes, "app-1/7", dryRun, log.logger());
  }

  private void critical(EvidenceDump dump) {
    now.level = Level.SHED;
    dump.step(now);
    await().until(() -> !dumping());
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(dir)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private Path old(String name, long bytes) throws IOException {
    Path file = dir.resolve(name);
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(bytes);
    }
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(3_600)));
    return file;
  }

  @Test
  void writesThreadsNativeMemoryAndHeapOnceWhenMemoryIsCritical() throws Exception {
    EvidenceDump dump = dump(4 * GIB, false);
    for (Level level : List.of(Level.CALM, Level.SOFT, Level.GATE)) {
      now.level = level;
      dump.step(now);
    }
    assertThat(files()).isEmpty();
    critical(dump);
    assertThat(files()).hasSize(3).allMatch(name -> name.startsWith("headroom-dump-app-1_7-"));
    assertThat(files().get(0)).endsWith(".hprof");
    assertThat(Files.size(dir.resolve(files().get(0)))).isGreaterThan(1 << 20);
    assertThat(Files.readString(dir.resolve(files().get(1)))).contains("Native");
    assertThat(Files.readString(dir.resolve(files().get(2)))).contains("EvidenceDumpTest");
    for (String name : files()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve(name))))
          .as(name)
          .isEqualTo("rw-------");
    }
    assertThat(log.lines()).hasSize(3).allMatch(line -> line.contains("as memory is critical"));
    critical(dump);
    assertThat(files()).hasSize(3);
  }

  @Test
  void observingOnlySaysSo() throws Exception {
    critical(dump(4 * GIB, true));
    assertThat(files()).isEmpty();
    assertThat(log.lines()).singleElement().asString().contains("would write a dump");
  }

  @Test
  void aHeapLargerThanAllowedIsNotDumped() throws Exception {
    critical(dump(16L << 20, false));
    assertThat(files()).noneMatch(name -> name.endsWith(".hprof"));
    assertThat(log.lines()).anyMatch(line -> line.contains("no heap dump"));
  }

  @Test
  void theOldestDumpsMakeRoomAndNothingElseDoes() throws Exception {
    Path older = old("headroom-dump-app-0-1.hprof", GIB);
    Path foreign = old("precious.hprof", 8 * GIB);
    Path link = Files.createSymbolicLink(dir.resolve("headroom-dump-link"), foreign);
    DumpDirectory directory = new DumpDirectory(dir, GIB);
    assertThat(directory.refuses(32L << 20)).isEmpty();
    assertThat(older).doesNotExist();
    assertThat(foreign).exists();
    assertThat(Files.isSymbolicLink(link)).isTrue();
  }

  @Test
  void aYoungDumpOfAnotherExecutorIsLeftAlone() throws Exception {
    Path young = old("headroom-dump-app-0-1.hprof", GIB);
    Files.setLastModifiedTime(young, FileTime.from(Instant.now()));
    assertThat(new DumpDirectory(dir, GIB).refuses(32L << 20)).contains("younger dumps");
    assertThat(young).exists();
  }

  @Test
  void noMoreIsBegunThanHalfOfWhatIsFree() throws Exception {
    long free = Files.getFileStore(dir).getUsableSpace();
    assertThat(new DumpDirectory(dir, Long.MAX_VALUE).refuses(free * 3 / 4)).contains("MiB free");
  }

  @Test
  void aTmpfsIsNoPlaceForADump() throws Exception {
    Path shm = Path.of("/dev/shm");
    assumeTrue(
        Files.isDirectory(shm) && Files.getFileStore(shm).type().equals("tmpfs"),
        "not run: no tmpfs at " + shm);
    assertThat(new DumpDirectory(shm, GIB).refuses(1 << 20)).contains("tmpfs");
  }
}
