/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.explain.ClusterManager;
import io.headroom.spark.explain.Setting;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.apache.spark.network.util.JavaUtils;

class RightSizingPropertyTest {
  private static final List<String> LOSSES =
      Stream.of(Losses.CONTAINER, Losses.HEAP, Losses.PYTHON, Losses.DIRECT, Losses.METASPACE)
          .flatMap(List::stream)
          .toList();

  /** What is in force and what was taken, MiB; −1 where a property is not set. */
  record Run(
      ClusterManager manager,
      int heap,
      int overhead,
      int offHeap,
      int pyspark,
      int cores,
      int beside,
      int live,
      int running,
      int reports,
      boolean spilled) {

    Story story() {
      Story story =
          new Story()
              .on(manager)
              .conf("spark.executor.memory", heap + "m")
              .conf("spark.executor.cores", Integer.toString(cores));
      if (overhead >= 0) {
        story.conf("spark.executor.memoryOverhead", overhead + "m");
      }
      if (offHeap > 0) {
        story
            .conf("spark.memory.offHeap.enabled", "true")
            .conf("spark.memory.offHeap.size", offHeap + "m");
      }
      if (pyspark > 0) {
        story.conf("spark.executor.pyspark.memory", pyspark + "m");
      }
      int used = Math.min(heap, live + 50);
      for (int i = 0; i < reports; i++) {
        story.report(
            Report.at(i * 5L)
                .hard((long) used + beside)
                .limit(heap + Math.max(384, overhead) + offHeap + Math.max(0, pyspark))
                .heap(used, used, heap)
                .live(Math.min(live, heap))
                .python(beside / 2)
                .running(running, 4));
        story.task(Task.at(i * 5L).execution(50).spilled(spilled ? 10 : 0, spilled ? 1 : 0));
      }
      return story;
    }
  }

  @Provide
  Arbitrary<Run> runs() {
    Arbitrary<Integer> sizes = Arbitraries.integers().between(1, 40_000);
    return Combinators.combine(
            Arbitraries.of(
                ClusterManager.KUBERNETES, ClusterManager.YARN, ClusterManager.STANDALONE),
            Arbitraries.integers().between(450, 60_000),
            Arbitraries.integers()
                .between(384, 20_000)
                .injectNull(0.5)
                .map(o -> o == null ? -1 : o),
            Arbitraries.of(0, 0, 512, 4096),
            Arbitraries.of(-1, -1, 1024, 3000),
            Arbitraries.integers().between(1, 4),
            sizes,
            sizes)
        .flatAs(
            (manager, heap, overhead, offHeap, pyspark, cores, beside, live) ->
                Combinators.combine(
                        Arbitraries.integers().between(0, 4),
                        Arbitraries.of(0, 1, 20, 150),
                        Arbitraries.of(true, false))
                    .as(
                        (running, reports, spilled) ->
                            new Run(
                                manager, heap, overhead, offHeap, pyspark, cores, beside, live,
                                running, reports, spilled)));
  }

  private static Sizing size(Story story) {
    ProfilePeaks peaks = story.advice.peaks().profile(0);
    Grant now = Grant.of(0, null, story.inForce(), peaks.limitBytes(), 0);
    return RightSizing.of(
        now, peaks, Losses.of(story, peaks), story.advice.spills().spilled(), story.inForce());
  }

  @Property(tries = 300)
  void nothingIsBelowWhatIsInForceAfterALoss(
      @ForAll("runs") Run run, @ForAll @IntRange(max = 14) int loss) {
    Sizing sizing = size(run.story().lost(LOSSES.get(loss % LOSSES.size()), 1));

    assertThat(sizing.advised().heapBytes()).isGreaterThanOrEqualTo(sizing.now().heapBytes());
    assertThat(sizing.advised().overheadBytes())
        .isGreaterThanOrEqualTo(sizing.now().overheadBytes());
    assertThat(sizing.advised().pysparkBytes()).isGreaterThanOrEqualTo(sizing.now().pysparkBytes());
    assertThat(sizing.advised().offHeapBytes()).isEqualTo(sizing.now().offHeapBytes());
  }

  @Property(tries = 300)
  void aContainerThatWasTooSmallBecomesLarger(@ForAll("runs") Run run) {
    Sizing sizing = size(run.story().lost("container-oom-kill", 1));

    if (sizing.now().bounded()) {
      assertThat(sizing.advised().containerBytes()).isGreaterThan(sizing.now().containerBytes());
    } else {
      assertThat(sizing.advised().besideHeapBytes())
          .isGreaterThanOrEqualTo(run.reports() > 0 ? run.beside() * Story.MIB : 0);
    }
  }

  @Property(tries = 300)
  void whatWasMeasuredFitsWhatIsAdvised(@ForAll("runs") Run run) {
    Story story = run.story();
    Sizing sizing = size(story);
    ProfilePeaks peaks = story.advice.peaks().profile(0);

    if (sizing.changes() && sizing.now().bounded()) {
      assertThat(sizing.advised().besideHeapBytes())
          .isGreaterThanOrEqualTo(peaks.peak(Component.BESIDE_HEAP).max());
      assertThat(sizing.advised().heapBytes())
          .isGreaterThanOrEqualTo(peaks.peak(Component.HEAP_LIVE).max());
    }
  }

  @Property(tries = 300)
  void sumsAddUpAndSettingsAreSizesToSpark(@ForAll("runs") Run run, @ForAll boolean lost) {
    Sizing sizing = size(lost ? run.story().lost("container-oom-kill", 1) : run.story());

    Grant advised = sizing.advised();
    long sum =
        Stream.of(advised.sum().split(" = ", 2)[0].split(" \\+ "))
            .mapToLong(part -> Long.parseLong(part.replaceAll("\\D+", "")))
            .sum();
    assertThat(advised.sum()).endsWith(" = " + sum + " MiB");
    assertThat(sum << 20).isEqualTo(advised.containerBytes());
    for (Setting setting : sizing.settings()) {
      assertThat(JavaUtils.byteStringAsBytes(setting.value())).isPositive();
      assertThat(setting.why()).contains(advised.sum());
    }
    // What is pasted makes the very container that was told.
    Story pasted = run.story();
    sizing.settings().forEach(setting -> pasted.conf(setting.key(), setting.value()));
    Grant then = Grant.of(0, null, pasted.inForce(), advised.containerBytes(), 0);
    if (sizing.now().bounded() && run.manager() != ClusterManager.STANDALONE) {
      assertThat(then.containerBytes()).isEqualTo(advised.containerBytes());
    }
  }
}
