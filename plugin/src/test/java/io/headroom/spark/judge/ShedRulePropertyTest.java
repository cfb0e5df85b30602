/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.judge.ShedRule.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds for shedding whatever happens. */
class ShedRulePropertyTest {
  @Property(tries = 1000)
  void oneOfTheTasksNeverABarrierNeverTheLastNeverTooSoon(@ForAll long seed) {
    Random random = new Random(seed);
    ShedRule rule = new ShedRule(Thresholds.DEFAULT);
    Situation now = new Situation();
    long last = Long.MIN_VALUE;
    for (int i = 0; i < 100; i++) {
      now.nanoTime += random.nextLong(150_000_000L);
      now.level = random.nextInt(4) == 0 ? Level.GATE : Level.SHED;
      now.pressure = random.nextDouble();
      now.rawFraction = random.nextDouble() * 1.1;
      now.timeToLimitSeconds = random.nextDouble() * 2;
      now.hardBytes = random.nextLong(1L << 30);
      List<Candidate> tasks = new ArrayList<>();
      int running = random.nextInt(6);
      for (int t = 0; t < running; t++) {
        tasks.add(
            new Candidate(
                t,
                random.nextLong(),
                random.nextInt(4) == 0,
                random.nextInt(3) == 0,
                random.nextInt(4)));
      }
      List<Candidate> chosen = rule.choose(now, tasks);
      if (chosen.isEmpty()) {
        continue;
      }
      assertThat(tasks).containsAll(chosen);
      assertThat(chosen).doesNotHaveDuplicates().noneMatch(Candidate::barrier);
      assertThat(chosen).noneMatch(Candidate::ending).allMatch(task -> task.timesShed() < 2);
      assertThat(tasks.stream().filter(t -> !t.ending()).count()).isGreaterThan(chosen.size());
      assertThat(now.level).isEqualTo(Level.SHED);
      if (last != Long.MIN_VALUE) {
        double usual = now.rawFraction >= 0.95 ? 0.06 : 0.2;
        double inABurst = Math.max(0.05, now.timeToLimitSeconds / 3);
        assertThat((now.nanoTime - last) / 1e9)
            .isGreaterThanOrEqualTo(Math.min(usual, inABurst) - 1e-9);
      }
      rule.shed(now);
      last = now.nanoTime;
    }
  }
}
