/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ByteLinesTest {
  /** Lengths up to several times the usual buffer; taken or skipped in turn. */
  @Property(tries = 200)
  void eachLineIsFoundWhateverItsLength(
      @ForAll @Size(max = 20) List<@IntRange(max = 900_000) Integer> lengths,
      @ForAll @IntRange(min = 1, max = 100_000) int chunk,
      @ForAll boolean terminated,
      @ForAll int taken)
      throws IOException {
    StringBuilder text = new StringBuilder();
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < lengths.size(); i++) {
      String line = String.valueOf((char) ('a' + i)).repeat(lengths.get(i) + 1);
      lines.add(line);
      text.append(line).append('\n');
    }
    if (!terminated && text.length() > 0) {
      text.setLength(text.length() - 1);
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.US_ASCII);
    ByteLines source = new ByteLines(new Chunks(bytes, chunk), 1 << 20);

    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      assertThat(source.next()).isTrue();
      assertThat(source.number()).isEqualTo(i + 1);
      int head = Math.min(line.length(), ByteLines.HEAD_BYTES);
      assertThat(source.headEnd() - source.start()).isGreaterThanOrEqualTo(head);
      if ((taken >> i & 1) == 1) {
        assertThat(source.take()).isTrue();
        byte[] found = Arrays.copyOfRange(source.buffer(), source.start(), source.end());
        assertThat(new String(found, StandardCharsets.US_ASCII).equals(line)).isTrue();
      } else {
        source.skip();
      }
      assertThat(source.lastByte()).isEqualTo((byte) line.charAt(0));
      assertThat(source.terminated()).isEqualTo(terminated || i < lines.size() - 1);
    }
    assertThat(source.next()).isFalse();
    assertThat(source.bytes()).isEqualTo(bytes.length);
  }

  @Test
  void aLineIsTakenUpToTheBoundAndNotBeyond() throws IOException {
    String fits = "a".repeat(300_000);
    byte[] bytes = (fits + "\n" + fits + "a\nend").getBytes(StandardCharsets.US_ASCII);
    ByteLines source = new ByteLines(new ByteArrayInputStream(bytes), 300_000);

    assertThat(source.next()).isTrue();
    assertThat(source.take()).isTrue();
    assertThat(source.next()).isTrue();
    assertThat(source.take()).isFalse();
    assertThat(source.lastByte()).isEqualTo((byte) 'a');
    assertThat(source.next()).isTrue();
    assertThat(source.take()).isTrue();
    assertThat(source.end() - source.start()).isEqualTo(3);
    assertThat(source.terminated()).isFalse();
    assertThat(source.next()).isFalse();
  }

  @Test
  void aLineThatIsNeitherTakenNorSkippedIsSkipped() throws IOException {
    byte[] bytes = "one\ntwo\n\n".getBytes(StandardCharsets.US_ASCII);
    ByteLines source = new ByteLines(new ByteArrayInputStream(bytes), 100);

    assertThat(source.next()).isTrue();
    assertThat(source.next()).isTrue();
    assertThat(source.buffer()[source.start()]).isEqualTo((byte) 't');
    assertThat(source.next()).isTrue();
    assertThat(source.headEnd()).isEqualTo(source.start());
    assertThat(source.next()).isFalse();
    assertThat(source.number()).isEqualTo(3);
  }

  /** As decompressors do: never more than so many bytes at once. */
  private static final class Chunks extends InputStream {
    private final ByteArrayInputStream in;
    private final int most;

    Chunks(byte[] bytes, int most) {
      in = new ByteArrayInputStream(bytes);
      this.most = most;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      return in.read(bytes, offset, Math.min(length, most));
    }

    @Override
    public int read() {
      return in.read();
    }
  }
}
