/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class KernelTextTest {
  private static long number(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return KernelText.number(bytes, bytes.length);
  }

  @Test
  void singleNumbers() {
    assertThat(number("0\n")).isZero();
    assertThat(number("268435456\n")).isEqualTo(268435456);
    assertThat(number("max\n")).isEqualTo(KernelText.UNLIMITED);
    assertThat(number("9223372036854775807\n")).isEqualTo(Long.MAX_VALUE);
    for (String broken :
        new String[] {
          "",
          "\n",
          "26843545",
          "max",
          "ma\n",
          "maxx\n",
          "-1\n",
          "+1\n",
          "1 \n",
          " 1\n",
          "1\n2\n",
          "0x10\n",
          "1e9\n",
          "9223372036854775808\n",
          "99999999999999999999\n",
          "1.5\n",
          "\0\n"
        }) {
      assertThat(number(broken)).as(broken).isEqualTo(Reading.UNKNOWN);
    }
    assertThat(KernelText.number(new byte[4096], KernelFile.UNREADABLE)).isEqualTo(Reading.UNKNOWN);
  }

  private static FlatKeyed flat(String text, String... keys) {
    FlatKeyed flat = new FlatKeyed(keys);
    byte[] bytes = text.getBytes(UTF_8);
    flat.parse(bytes, bytes.length);
    return flat;
  }

  @Test
  void flatKeyedFilesAreReadByKeyInAnyOrder() {
    FlatKeyed flat = flat("b 2\nanon_thp 9\nanon 1\n", "anon", "b", "absent");
    assertThat(flat.value(0)).isEqualTo(1);
    assertThat(flat.value(1)).isEqualTo(2);
    assertThat(flat.value(2)).isEqualTo(Reading.UNKNOWN);
  }

  @Test
  void figuresInKilobytesBecomeBytes() {
    FlatKeyed flat =
        flat(
            """
            MemTotal:       24684096 kB
            RssAnon:\t  130840 kB
            HugePages_Total:       3
            Huge: 9223372036854775807 kB
            Pages: 5 MB
            """,
            "MemTotal",
            "RssAnon",
            "HugePages_Total",
            "Huge",
            "Pages");
    assertThat(flat.value(0)).isEqualTo(24684096L * 1024);
    assertThat(flat.value(1)).isEqualTo(130840L * 1024);
    assertThat(flat.value(2)).isEqualTo(3);
    assertThat(flat.value(3)).isEqualTo(Reading.UNKNOWN);
    assertThat(flat.value(4)).isEqualTo(Reading.UNKNOWN);
  }

  @Test
  void aMalformedFigureIsUnknownAndLeavesTheOthers() {
    FlatKeyed flat = flat("a -1\nb max\nc 7\nd\ne \nf 12", "a", "b", "c", "d", "e", "f");
    for (int key : new int[] {0, 1, 3, 4, 5}) {
      assertThat(flat.value(key)).isEqualTo(Reading.UNKNOWN);
    }
    assertThat(flat.value(2)).isEqualTo(7);
  }

  private static long psi(String text, String kind) {
    byte[] bytes = text.getBytes(UTF_8);
    return KernelText.psiTotal(bytes, bytes.length, kind.getBytes(UTF_8));
  }

  @Test
  void pressureTotals() {
    String text =
        """
        some avg10=37.81 avg60=23.56 avg300=7.17 total=21856654
        full avg10=37.81 avg60=23.56 avg300=7.17 total=21856600
        """;
    assertThat(psi(text, "some")).isEqualTo(21856654);
    assertThat(psi(text, "full")).isEqualTo(21856600);
    assertThat(psi("some avg10=0.00 total=5\n", "full")).isEqualTo(Reading.UNKNOWN);
    assertThat(psi("some avg10=0.00 total=\n", "some")).isEqualTo(Reading.UNKNOWN);
    assertThat(psi("some avg10=0.00\n", "some")).isEqualTo(Reading.UNKNOWN);
    assertThat(psi(text.substring(0, 50), "some")).isEqualTo(Reading.UNKNOWN);
    assertThat(psi("some\n", "some")).isEqualTo(Reading.UNKNOWN);
  }

  @Test
  void sumsDoNotOverflowOrHideTheUnknown() {
    assertThat(KernelText.sum(Long.MAX_VALUE, 1)).isEqualTo(Reading.UNKNOWN);
    assertThat(KernelText.sum(Reading.UNKNOWN, 5)).isEqualTo(Reading.UNKNOWN);
    assertThat(KernelText.difference(3, 5)).isZero();
    assertThat(KernelText.difference(3, Reading.UNKNOWN)).isEqualTo(Reading.UNKNOWN);
  }

  @Test
  void processNamesMayHoldAnything() {
    byte[] stat =
        "42 (a) S (b) ) R 7 1 1 0 -1 4 1 2 3 4 5 6 7 8 20 0 1 0 251211 1439 3\n".getBytes(UTF_8);
    assertThat(ProcStat.parse(stat, stat.length)).isEqualTo(new ProcStat(42, 7, 251211, false));
    for (int length = 0; length < stat.length - 9; length++) {
      assertThat(ProcStat.parse(stat, length)).as("cut off at %d", length).isNull();
    }
  }

  @Property
  void noBytesMakeAParserThrowOrAnswerANegativeFigure(@ForAll byte[] bytes) {
    byte[] psi = {'s'};
    FlatKeyed flat = new FlatKeyed("a", "");
    flat.parse(bytes, bytes.length);
    assertThat(
            List.of(
                KernelText.number(bytes, bytes.length),
                KernelText.psiTotal(bytes, bytes.length, psi),
                flat.value(0),
                flat.value(1)))
        .allMatch(value -> value >= Reading.UNKNOWN);
    ProcStat.parse(bytes, bytes.length);
    assertThat(MountInfo.cgroupMounts(new String(bytes, UTF_8))).isNotNull();
  }
}
