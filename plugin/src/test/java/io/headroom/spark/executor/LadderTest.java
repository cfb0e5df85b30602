/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.headroom.spark.act.Action;
import io.headroom.spark.judge.Situation;
import io.headroom.spark.sense.Capability;
import java.util.List;
import org.junit.jupiter.api.Test;

class LadderTest {
  private static final class CountingAction implements Action {
    private final RuntimeException failure;
    private int steps;
    private int closes;

    CountingAction(RuntimeException failure) {
      this.failure = failure;
    }

    @Override
    public String name() {
      return "counting";
    }

    @Override
    public Capability capability() {
      return Capability.available(name(), "counts");
    }

    @Override
    public void step(Situation now) {
      steps++;
      if (failure != null) {
        throw failure;
      }
    }

    @Override
    public void close() {
      closes++;
      if (failure != null) {
        throw failure;
      }
    }
  }

  @Test
  void anActionThatThrowsIsSwitchedOffAndTheOthersGoOn() {
    CountingAction broken = new CountingAction(new IllegalStateException("meant to fail"));
    CountingAction sound = new CountingAction(null);
    Ladder ladder = new Ladder(List.of(broken, sound));
    for (int i = 0; i < 3; i++) {
      ladder.step(new Situation());
    }
    assertThat(broken.steps).isEqualTo(1);
    assertThat(broken.closes).as("what it had in force is undone").isEqualTo(1);
    assertThat(sound.steps).isEqualTo(3);
  }

  @Test
  void closingClosesAllThoughOneFails() {
    CountingAction broken = new CountingAction(new IllegalStateException("meant to fail"));
    CountingAction sound = new CountingAction(null);
    assertThatCode(new Ladder(List.of(broken, sound))::close).doesNotThrowAnyException();
    assertThat(sound.closes).isEqualTo(1);
  }
}
