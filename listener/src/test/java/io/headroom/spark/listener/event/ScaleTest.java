/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.listener.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ScaleTest {
  @Test
  void isExactUpToTwoToTheBits() {
    Scale scale = Scale.of(1, 4);

    for (int i = 0; i <= 16; i++) {
      assertThat(scale.figure(scale.code(i))).isEqualTo(i);
    }
    assertThat(scale.figure(scale.code(17))).isIn(16.0, 18.0);
    assertThat(scale.figure(scale.code(1000))).isCloseTo(1000, within(1000 / 16.0));
  }

  @Test
  void tellsUnknownFromNothing() {
    Scale scale = Scale.of(1, 4);

    assertThat(scale.figure(scale.code(0))).isZero();
    assertThat(scale.figure(scale.code(-1))).isNaN();
    assertThat(scale.figure(scale.code(Double.NaN))).isNaN();
    assertThat(scale.figure(scale.code(Double.NEGATIVE_INFINITY))).isNaN();
    assertThat(scale.figure(scale.code(Double.POSITIVE_INFINITY))).isInfinite();
  }

  @Test
  void keepsTheSignWhereItMeansSomething() {
    Scale scale = new Scale(1, 4, true);

    assertThat(scale.figure(scale.code(-7))).isEqualTo(-7);
    assertThat(scale.figure(scale.code(7))).isEqualTo(7);
    assertThat(scale.figure(scale.code(-0.2))).isZero();
  }

  @Test
  void refusesAnImpossibleScale() {
    assertThatThrownBy(() -> Scale.of(0, 4)).hasMessageContaining("unit must be > 0");
    assertThatThrownBy(() -> Scale.of(1, 51)).hasMessageContaining("bits 1 to 50");
  }

  @Test
  void readsAnyNumberWithoutHarm() {
    for (Scale scale : new Scale[] {Scale.of(1, 1), new Scale(3, 7, true), Scale.of(1, 50)}) {
      assertThat(scale.figure(Long.MIN_VALUE)).isNaN();
      assertThat(scale.figure(-3)).isNaN();
      assertThat(Math.abs(scale.figure(Long.MAX_VALUE))).isGreaterThan(1e15);
      assertThat(Math.abs(scale.figure(Long.MAX_VALUE - 1))).isGreaterThan(1e15);
    }
  }

  @Property
  void staysWithinHalfAStepAndKeepsTheOrder(
      @ForAll @DoubleRange(max = 1e15) double figure,
      @ForAll @DoubleRange(max = 1e15) double other,
      @ForAll @IntRange(min = 1, max = 50) int bits) {
    Scale scale = Scale.of(3.5, bits);
    double back = scale.figure(scale.code(figure));

    double most = Math.max(3.5 / 2, figure * Math.pow(2, -bits) + 3.5 / 2);
    assertThat(back).isCloseTo(figure, within(most * (1 + 1e-9)));
    assertThat(Long.compare(scale.code(figure), scale.code(other)))
        .isIn(0, Double.compare(figure, other));
  }

  @Property
  void aFigureReadBackTurnsIntoTheSameNumber(
      @ForAll @DoubleRange(min = -1e12, max = 1e12) double figure,
      @ForAll @IntRange(min = 1, max = 50) int bits) {
    Scale scale = new Scale(0.01, bits, true);
    long code = scale.code(figure);

    assertThat(scale.code(scale.figure(code))).isEqualTo(code);
  }
}
