/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act.giveback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.headroom.spark.judge.BackOff;
import io.headroom.spark.judge.Level;
import io.headroom.spark.judge.Situation;
import io.headroom.spark.judge.Thresholds;
import io.headroom.spark.sense.Capability;
import io.headroom.spark.sense.Reading;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HeapReturnTest {
  private static final long MIB = Situations.MIB;
  private static final long LIMIT = 1000;

  private final ScheduledExecutorService housekeeping =
      Executors.newSingleThreadScheduledExecutor();
  private final AtomicLong hard = new AtomicLong(700 * MIB);
  private final FakeRecipe recipe = new FakeRecipe();
  private final HeapReturn action = action(false);

  @AfterEach
  void stop() {
    action.close();
    housekeeping.shutdownNow();
  }

  @Test
  void beginsByPlainFractionOfTheLimitEvenWhereTheCorrectedLevelIsCalm() {
    action.step(slack(Situations.of(1, 640, LIMIT, Level.CALM), 200));
    assertThat(recipe.begun).hasValue(0);

    action.step(slack(Situations.of(2, 650, LIMIT, Level.CALM), 200));
    await().untilAsserted(() -> assertThat(recipe.ended).hasValue(1));
  }

  @Test
  void beginsByLevelWhereSomethingElseThanTheLimitBinds() {
    Situation now = slack(Situations.of(1, 300, LIMIT, Level.GIVE_BACK), 200);
    now.binding = Situation.Binding.HOST;
    action.step(now);

    await().untilAsserted(() -> assertThat(recipe.ended).hasValue(1));
    assertThat(recipe.wasOver).as("less than the rung says nothing where the host binds").isFalse();
  }

  @Test
  void doesNotBeginForLittleOrWithoutALimit() {
    action.step(slack(Situations.of(1, 700, LIMIT, Level.GIVE_BACK), 49));
    Situation noLimit = slack(Situations.of(2, 700, LIMIT, Level.GIVE_BACK), 200);
    noLimit.limitBytes = Reading.UNKNOWN;
    action.step(noLimit);

    assertThat(recipe.begun).hasValue(0);
    action.step(slack(Situations.of(3, 700, LIMIT, Level.GIVE_BACK), 50));
    await().untilAsserted(() -> assertThat(recipe.ended).hasValue(1));
  }

  @Test
  void whatAnEndedTaskHeldMayBeGarbageThatNoFigureShows() {
    Situation now = Situations.of(1, 700, LIMIT, Level.GIVE_BACK);
    Situations.with(now, Situations.heap(600, 600, 560));
    action.step(now);
    assertThat(recipe.begun).as("all of it seems to be alive").hasValue(0);

    action.taskEnded();
    Situation later = Situations.of(2, 700, LIMIT, Level.GIVE_BACK);
    Situations.with(later, Situations.heap(600, 600, 560));
    action.step(later);
    await().untilAsserted(() -> assertThat(recipe.ended).hasValue(1));
  }

  @Test
  void tellsTheRecipeWhenMemoryIsPressingAndWhenItIsEnough() {
    recipe.freedMib = 150;
    action.step(slack(Situations.of(1, 850, LIMIT, Level.GATE), 200));

    await().untilAsserted(() -> assertThat(recipe.ended).hasValue(1));
    assertThat(recipe.wasPressing).isTrue();
    assertThat(recipe.wasOver).as("700 MiB of 1000").isFalse();
    assertThat(recipe.wasOverAfterwards).as("550 MiB of 1000, below 65 % less 5 %").isTrue();
  }

  @Test
  void twoAttemptsOfLittleUseDoubleTheWaitAndSlackIsNoReserveUntilOneIsOfUse() {
    recipe.freedMib = 2;
    attemptAt(10, 1);
    assertThat(action.returnable()).isTrue();
    attemptAt(21, 2);
    assertThat(action.returnable()).as("two below 1 % of the limit").isFalse();

    action.step(slack(Situations.of(32, 700, LIMIT, Level.GIVE_BACK), 200));
    assertThat(recipe.begun).as("10 s have passed, 20 are to").hasValue(2);

    recipe.freedMib = 40;
    attemptAt(50, 3);
    assertThat(action.returnable()).isTrue();
    attemptAt(61, 4);
  }

  @Test
  void neverTwoAtOnce() {
    recipe.polls = Integer.MAX_VALUE;
    action.step(slack(Situations.of(1, 700, LIMIT, Level.GIVE_BACK), 200));
    await().untilAsserted(() -> assertThat(recipe.begun).hasValue(1));
    action.step(slack(Situations.of(100, 700, LIMIT, Level.GIVE_BACK), 200));

    action.close();
    await().untilAsserted(() -> assertThat(recipe.ended).hasValue(1));
    action.step(slack(Situations.of(200, 700, LIMIT, Level.GIVE_BACK), 200));
    assertThat(recipe.begun).as("closed").hasValue(1);
  }

  @Test
  void switchesItselfOffWhenTheRecipeFails() {
    recipe.failure = new NoSuchMethodError("getVMOption");
    action.step(slack(Situations.of(1, 700, LIMIT, Level.GIVE_BACK), 200));

    await().untilAsserted(() -> assertThat(action.capability().available()).isFalse());
    assertThat(action.capability().detail()).contains("NoSuchMethodError: getVMOption");
    assertThat(action.returnable()).isFalse();
    await().untilAsserted(() -> assertThat(recipe.ended).as("flags put back").hasValue(1));
  }

  @Test
  void dryRunTouchesNothing() {
    try (HeapReturn dry = action(true)) {
      for (int second = 1; second < 100; second++) {
        dry.step(slack(Situations.of(second, 700, LIMIT, Level.GATE), 200));
      }
      assertThat(dry.returnable()).isTrue();
    }
    assertThat(recipe.begun).hasValue(0);
  }

  @Test
  void expectsWhatIsCommittedBeyondTheLiveSet() {
    Situation now = Situations.of(1, 700, LIMIT, Level.GIVE_BACK);
    assertThat(HeapReturn.expectedGain(now, 0, 0)).as("no sample yet").isZero();

    Situations.with(now, Situations.heap(300, 400, 100));
    assertThat(HeapReturn.expectedGain(now, 0, 0)).isCloseTo(285 * MIB, within(1L));
    assertThat(HeapReturn.expectedGain(now, 380 * MIB, 0)).isEqualTo(20 * MIB);

    Situations.with(now, Situations.heap(300, 400, -1));
    assertThat(HeapReturn.expectedGain(now, 0, 0))
        .as("not collected yet")
        .isCloseTo(55 * MIB, within(1L));

    now.hardBytes = 200 * MIB;
    Situations.with(now, Situations.heap(150, 400, 100));
    assertThat(HeapReturn.expectedGain(now, 0, 0)).as("untouched").isCloseTo(85 * MIB, within(1L));

    now.heapSlackBytes = 90 * MIB;
    assertThat(HeapReturn.expectedGain(now, 0, 0))
        .as("the judge knows of more")
        .isEqualTo(90 * MIB);
  }

  private void attemptAt(long second, int count) {
    hard.set(700 * MIB);
    action.step(slack(Situations.of(second, 700, LIMIT, Level.GIVE_BACK), 200));
    await().untilAsserted(() -> assertThat(recipe.begun).hasValue(count));
    // The next one may begin once this one is measured; until then none is due.
    await().pollDelay(Duration.ofMillis(60)).until(() -> recipe.ended.get() == count);
  }

  private static Situation slack(Situation now, long mib) {
    now.heapSlackBytes = mib * MIB;
    return now;
  }

  private HeapReturn action(boolean dryRun) {
    return new HeapReturn(
        recipe,
        Thresholds.DEFAULT,
        new BackOff(Duration.ofSeconds(10)),
        housekeeping,
        hard::get,
        dryRun);
  }

  /** Frees what it is told to, at once. */
  private final class FakeRecipe implements HeapReturnRecipe {
    final AtomicInteger begun = new AtomicInteger();
    final AtomicInteger ended = new AtomicInteger();
    volatile long freedMib;
    volatile int polls = 1;
    volatile boolean wasPressing;
    volatile boolean wasOver;
    volatile boolean wasOverAfterwards;
    volatile Error failure;

    @Override
    public Capability capability() {
      return Capability.available("heap return", "for the test");
    }

    @Override
    public long floorBytes() {
      return 0;
    }

    @Override
    public Duration settling() {
      return Duration.ofMillis(1);
    }

    @Override
    public Remedy.Running begin(Need need) {
      begun.incrementAndGet();
      return new Remedy.Running() {
        private int left = polls;

        @Override
        public Remedy.Outcome poll() {
          if (failure != null) {
            throw failure;
          }
          wasPressing = need.pressing();
          wasOver = need.over();
          hard.addAndGet(-freedMib * MIB);
          wasOverAfterwards = need.over();
          return --left == 0 ? Remedy.Outcome.of("a fake") : null;
        }

        @Override
        public void close() {
          ended.incrementAndGet();
        }
      };
    }
  }
}
