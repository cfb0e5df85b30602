/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class KmsgRecordTest {
  private static KmsgRecord parse(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return KmsgRecord.parse(bytes, bytes.length);
  }

  @Test
  void takesStampAndText() {
    assertThat(parse("6,17221,9741881846,-;oom-kill:constraint=X; more\n"))
        .isEqualTo(new KmsgRecord(9_741_881_846L, "oom-kill:constraint=X; more"));
    assertThat(parse("4,5,12,-,caller=T7;text\n SUBSYSTEM=acpi\n DEVICE=+acpi:1\n"))
        .isEqualTo(new KmsgRecord(12, "text"));
  }

  @Test
  void undoesEscapes() {
    assertThat(parse("6,1,2,-;a\\x0ab\\x5cc \\xc3\\xa9 \\xzz\\x1\n").text())
        .isEqualTo("a\nb\\c é \\xzz\\x1");
  }

  @Test
  void whatIsCutOffOrOtherIsNone() {
    assertThat(parse("")).isNull();
    assertThat(parse("6,1,2,-;no end")).isNull();
    assertThat(parse("6,1;text\n")).isNull();
    assertThat(parse("6,1,-5,-;text\n")).isNull();
    assertThat(parse("[  1.5] dmesg's own form\n")).isNull();
  }
}
