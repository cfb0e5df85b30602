/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.listener;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.doctor.RealLogs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever a disk, a network or a person did to a log: it is told, and nothing is thrown. */
class DamagedLogPropertyTest {
  private static final List<String> LOGS =
      List.of("3.5.7-wrapped", "4.1.0-disk", "4.1.0-native-cgoom", "4.2.0-hang-k9");

  @Property(tries = 150)
  void aPlainLogMayBeDamagedAnywhere(
      @ForAll @IntRange(max = 3) int which,
      @ForAll @Size(min = 1, max = 40) List<Integer> places,
      @ForAll byte value)
      throws IOException {
    byte[] bytes = Files.readAllBytes(RealLogs.log(LOGS.get(which)));

    look("app-1", damaged(bytes, places, value));
  }

  @Property(tries = 100)
  void aCompressedLogMayBeDamagedAnywhere(
      @ForAll @IntRange(max = 4) int codec,
      @ForAll @IntRange(max = 3) int which,
      @ForAll @Size(min = 1, max = 10) List<Integer> places,
      @ForAll byte value)
      throws IOException {
    byte[] bytes = RealLogs.compressed(codec, RealLogs.log(LOGS.get(which)));

    look("app-1", damaged(bytes, places, value));
  }

  @Property(tries = 100)
  void anyLogMayEndAnywhere(
      @ForAll @IntRange(max = 4) int codec,
      @ForAll boolean plain,
      @ForAll boolean inProgress,
      @ForAll @IntRange(max = 150_000) int length)
      throws IOException {
    Path log = RealLogs.log(LOGS.get(1));
    byte[] bytes = plain ? Files.readAllBytes(log) : RealLogs.compressed(codec, log);

    look(
        inProgress ? "app-1.inprogress" : "app-1",
        Arrays.copyOf(bytes, Math.min(length, bytes.length)));
  }

  private static byte[] damaged(byte[] bytes, List<Integer> places, byte value) {
    for (int place : places) {
      bytes[Math.floorMod(place * 0x9e3779b9, bytes.length)] = (byte) (value ^ place);
    }
    return bytes;
  }

  private static void look(String name, byte[] content) throws IOException {
    Path directory = Files.createTempDirectory("damaged");
    Path log = directory.resolve(name);
    try {
      Files.write(log, content);
      DoctorRun run = DoctorRun.of("--json", log.toString());

      assertThat(run.code()).isBetween(0, 2);
      assertThat(run.json().get("exitCode").asInt()).isEqualTo(run.code());
      assertThat(run.err()).doesNotContain("\tat ", "Exception in", "could not be used");
      assertThat(run.err().isEmpty()).isEqualTo(run.code() != 2);
    } finally {
      Files.deleteIfExists(log);
      Files.delete(directory);
    }
  }
}
