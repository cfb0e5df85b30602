/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AccumulablesTest {
  private static String blanked(String line) {
    byte[] bytes = ("{" + line + "}").getBytes(StandardCharsets.UTF_8);
    Accumulables.blank(bytes, 1, bytes.length - 1);
    String all = new String(bytes, StandardCharsets.UTF_8);
    assertThat(all).hasSize(line.length() + 2);
    return all.substring(1, all.length() - 1);
  }

  @Test
  void elementsAreBlankedAndAllElseStays() {
    assertThat(blanked("\"a\":[1],\"Accumulables\":[{\"ID\":1},[2]],\"b\":[3]"))
        .isEqualTo("\"a\":[1],\"Accumulables\":[" + " ".repeat(12) + "],\"b\":[3]");
    assertThat(blanked("\"Accumulables\":[]")).isEqualTo("\"Accumulables\":[]");
  }

  @Test
  void bracketsInTextsAreText() {
    assertThat(blanked("\"Accumulables\":[\"]\\\"]\\\\\",7],\"b\":1"))
        .isEqualTo("\"Accumulables\":[" + " ".repeat(10) + "],\"b\":1");
  }

  @Test
  void aLineWithoutThemOrCutInThemStaysAsItIs() {
    String other = "\"Accumulator\":[1],\"A\":2,\"Accumulables\":null";
    assertThat(blanked(other)).isEqualTo(other);
    String cut = "\"Accumulables\":[{\"ID\":1},{\"ID\\";
    assertThat(blanked(cut)).isEqualTo(cut);
    assertThat(blanked("\"Accumulables\":[")).isEqualTo("\"Accumulables\":[");
  }
}
