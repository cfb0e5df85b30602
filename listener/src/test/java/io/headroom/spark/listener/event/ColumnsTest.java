/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.listener.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ColumnsTest {
  private static final long MOST = 1L << 58;

  @Property
  void giveBackWhatWasPut(
      @ForAll @Size(min = 1, max = 200) List<@LongRange(min = -MOST, max = MOST) Long> values) {
    long[] numbers = values.stream().mapToLong(Long::longValue).toArray();
    Columns columns = new Columns();
    columns.put("a", numbers);
    columns.put("b", new long[numbers.length]);

    Columns back = Columns.read(columns.write(), numbers.length);

    assertThat(back.get("a", numbers.length)).isEqualTo(numbers);
    assertThat(back.get("b", numbers.length)).isEqualTo(new long[numbers.length]);
    assertThat(back.get("c", numbers.length)).isEmpty();
  }

  @Property
  void readWhatIsCutShortAsFarAsItGoes(@ForAll @IntRange(max = 2_000) int length) {
    long[] numbers = new long[3_000];
    Arrays.setAll(numbers, i -> (i * 7919L) % 1000);
    Columns columns = new Columns();
    columns.put("a", numbers);
    columns.put("b", new long[] {4096});
    String whole = columns.write();

    Columns back = Columns.read(whole.substring(0, Math.min(length, whole.length())), 3_000);

    long[] read = back.get("a", 3_000);
    assertThat(read).isEqualTo(Arrays.copyOf(numbers, read.length));
    // Never a number that lacks its last digits.
    assertThat(back.get("b", 1))
        .satisfiesAnyOf(b -> assertThat(b).isEmpty(), b -> assertThat(b).containsExactly(4096));
  }

  @Property
  void readAnyTextWithoutHarm(@ForAll String text, @ForAll @IntRange(max = 1000) int rows) {
    assertThat(Columns.read(text, rows).get("a", rows)).hasSizeLessThanOrEqualTo(rows);
  }

  @Test
  void longColumnsAreNoLongerThanAskedFor() {
    Columns columns = new Columns();
    columns.put("a", new long[] {1, 2, 3});

    assertThat(Columns.read(columns.write(), 2).get("a", 2)).containsExactly(1, 2);
  }

  @Test
  void vlqIsThatOfSourceMaps() {
    assertThat(Vlq.write(new long[] {0, 1, -1, 15, 16, -16, 1200})).isEqualTo("ACDegBhBgrC");
    assertThat(Vlq.read("ACDegBhBgrC", 10)).containsExactly(0, 1, -1, 15, 16, -16, 1200);
    assertThat(Vlq.read("AC!D", 10)).containsExactly(0, 1);
    assertThat(Vlq.read("ACg", 10)).containsExactly(0, 1);
  }
}
