/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headroom.spark.record.ExecutorRemoved;
import io.headroom.spark.record.Facts;
import io.headroom.spark.record.TaskEnded;
import io.headroom.spark.record.TaskEnded.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FactQueueTest {
  private final AtomicInteger wakes = new AtomicInteger();
  private final FactQueue queue = new FactQueue(wakes::incrementAndGet);
  private final List<Object> heard = new ArrayList<>();
  private final Facts sink =
      new Facts() {
        @Override
        public void taskEnded(TaskEnded ended) {
          heard.add(ended);
        }

        @Override
        public void executorRemoved(ExecutorRemoved removed) {
          heard.add(removed);
        }

        @Override
        public void applicationEnded(long timeMillis) {
          heard.add(timeMillis);
        }
      };

  @Test
  void handsOverInOrderToEachSink() {
    List<Object> second = new ArrayList<>();
    queue.taskEnded(ended(1, Outcome.SUCCESS));
    queue.executorRemoved(new ExecutorRemoved("1", "code 137", 2));
    queue.applicationEnded(3);

    queue.drainTo(
        sink,
        new Facts() {
          @Override
          public void applicationEnded(long timeMillis) {
            second.add(timeMillis);
          }
        });

    assertThat(heard)
        .containsExactly(ended(1, Outcome.SUCCESS), new ExecutorRemoved("1", "code 137", 2), 3L);
    assertThat(second).containsExactly(3L);
  }

  @Test
  void aSinkThatThrowsKeepsNothingFromTheOthers() {
    RuntimeException odd = new IllegalStateException("odd");
    Facts throwing =
        new Facts() {
          @Override
          public void taskEnded(TaskEnded ended) {
            throw odd;
          }
        };
    queue.taskEnded(ended(1, Outcome.SUCCESS));
    queue.taskEnded(ended(2, Outcome.SUCCESS));
    queue.applicationEnded(3);

    assertThatThrownBy(() -> queue.drainTo(throwing, sink)).isSameAs(odd);

    assertThat(heard).containsExactly(ended(1, Outcome.SUCCESS), ended(2, Outcome.SUCCESS), 3L);
  }

  @Test
  void dropsTasksThatEndedWellFirstAndCountsThem() {
    for (int i = 0; i < FactQueue.CAPACITY; i++) {
      queue.taskEnded(ended(i, Outcome.SUCCESS));
    }
    long droppedRoutine = queue.droppedRoutine();
    assertThat(droppedRoutine).isEqualTo(FactQueue.CAPACITY / 4);

    queue.taskEnded(ended(-1, Outcome.EXCEPTION));
    queue.drainTo(sink);

    assertThat(heard).hasSize(FactQueue.CAPACITY * 3 / 4 + 1);
    assertThat(heard.get(heard.size() - 1)).isEqualTo(ended(-1, Outcome.EXCEPTION));
    assertThat(queue.dropped()).isZero();
  }

  @Test
  void isBoundedForWhatMattersTooButNotForTheEnd() {
    for (int i = 0; i < FactQueue.CAPACITY + 5; i++) {
      queue.executorRemoved(new ExecutorRemoved(Integer.toString(i), "lost", i));
    }
    queue.applicationEnded(7);
    queue.drainTo(sink);

    assertThat(queue.dropped()).isEqualTo(5);
    assertThat(heard).hasSize(FactQueue.CAPACITY + 1).endsWith(7L);
  }

  @Test
  void wakesTheTakerOnlyWhenHalfFull() {
    for (int i = 0; i < FactQueue.CAPACITY / 2 - 1; i++) {
      queue.taskEnded(ended(i, Outcome.SUCCESS));
    }
    assertThat(wakes).hasValue(0);

    queue.taskEnded(ended(-1, Outcome.SUCCESS));
    queue.taskEnded(ended(-2, Outcome.SUCCESS));

    assertThat(wakes).hasValue(1);
  }

  @Test
  void takesNothingOnceShut() {
    queue.taskEnded(ended(1, Outcome.SUCCESS));
    queue.shut();
    queue.taskEnded(ended(2, Outcome.SUCCESS));
    queue.drainTo(sink);

    assertThat(heard).isEmpty();
  }

  static TaskEnded ended(long taskId, Outcome outcome) {
    return new TaskEnded(
        1_000 + taskId, 3, 0, taskId, 1, 0, "1", "host-1", outcome, "", "", "", false, "", null);
  }
}
