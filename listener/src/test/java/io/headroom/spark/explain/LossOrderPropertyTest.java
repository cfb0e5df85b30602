/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import static io.headroom.spark.explain.Joining.T;
import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.record.Facts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** In whatever order the facts of one executor's end come, the same is told of it. */
class LossOrderPropertyTest {
  private static final List<String> REASONS =
      List.of(
          "Executor killed by driver.",
          "Executor heartbeat timed out after 124251 ms",
          "Command exited with code 137",
          "Remote RPC client disassociated. Likely due to containers exceeding thresholds",
          "Executor decommission: Executor 3 is decommissioned.");
  private static final List<String> EXCEPTIONS =
      List.of(
          Told.OOM,
          "java.lang.IllegalStateException",
          "java.net.SocketException",
          "org.apache.spark.memory.SparkOutOfMemoryError");

  @Property(tries = 1000)
  void orderOfFactsDoesNotMatter(@ForAll long facts, @ForAll long order) {
    List<Consumer<Facts>> told = facts(new Random(facts));
    Random random = new Random(order);
    List<Incident> inOrder = told(told, random);
    Collections.shuffle(told, random);
    List<Incident> shuffled = told(told, random);
    assertThat(shuffled)
        .usingRecursiveComparison()
        .ignoringFields("application")
        .isEqualTo(inOrder);
    assertThat(inOrder).extracting(Incident::id).contains("lost-3").doesNotHaveDuplicates();
  }

  /** By id, with what is told on the way: nothing may be, before the facts have settled. */
  private static List<Incident> told(List<Consumer<Facts>> facts, Random random) {
    Joining story = new Joining();
    for (int i = 0; i < facts.size(); i++) {
      story.tell(List.of(facts.get(i)));
      if (random.nextInt(4) == 0) {
        assertThat(story.due(i)).isEmpty();
      }
    }
    List<Incident> incidents = new ArrayList<>(story.finish());
    incidents.sort((a, b) -> a.id().compareTo(b.id()));
    return incidents;
  }

  /** One executor's end and some of what may be told around it, all within a second. */
  private static List<Consumer<Facts>> facts(Random random) {
    List<Consumer<Facts>> facts = new ArrayList<>();
    facts.add(Told.added("3", Told.HOST, T - 600_000));
    facts.add(Told.removed("3", reason(random), time(random)));
    for (int i = random.nextInt(30); i > 0; i--) {
      facts.add(fact(random, i));
    }
    return facts;
  }

  private static Consumer<Facts> fact(Random random, int i) {
    long time = time(random);
    return switch (random.nextInt(9)) {
      case 0 -> Told.removed("3", reason(random), time);
      case 1 -> Told.taskLost("3", reason(random), 1000 + i, time);
      case 2, 3 -> {
        String exception = EXCEPTIONS.get(random.nextInt(EXCEPTIONS.size()));
        yield Told.threw("3", random.nextInt(3), i, exception, "code " + random.nextInt(9), time);
      }
      case 4 -> Told.report("3", Told.HOST, 100, time, 0);
      case 5 -> Told.kernelKill(Told.HOST, random.nextBoolean() ? 100 : 5000 + i, "java", time);
      case 6 -> Told.look("3", random.nextBoolean() ? 'T' : 'D', time);
      case 7 -> Told.line(random.nextBoolean() ? "3" : "driver", "WARN executor 3 is " + i, time);
      default ->
          Told.jobFailed(
              i,
              Told.aborted(
                  1, "3", "ExecutorLostFailure (executor 3 exited unrelated to) Reason: " + i),
              time);
    };
  }

  private static String reason(Random random) {
    return REASONS.get(random.nextInt(REASONS.size()));
  }

  private static long time(Random random) {
    return T + random.nextInt(1000);
  }
}
