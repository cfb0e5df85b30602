/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.record.KernelKill;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A log that is damaged, cut off or out of order makes no exception and no impossible kill. */
class OomKillLinesPropertyTest {
  private static final List<KmsgRecord> RECORDS = KernelLogFixture.records("v2-four-kills.txt");

  private static void check(KernelKill kill) {
    assertThat(kill.pid()).isPositive();
    assertThat(kill.anonBytes()).isGreaterThanOrEqualTo(Reading.UNKNOWN);
    assertThat(kill.fileBytes()).isGreaterThanOrEqualTo(Reading.UNKNOWN);
    assertThat(kill.shmemBytes()).isGreaterThanOrEqualTo(Reading.UNKNOWN);
  }

  @Property(tries = 300)
  void oneDamagedByteMakesAtMostItsOwnKillWrong(
      @ForAll @IntRange(max = 1_000_000) int where, @ForAll byte with) {
    int record = where % RECORDS.size();
    OomKillLines lines = new OomKillLines("h");
    List<Long> pids = new ArrayList<>();
    for (int i = 0; i < RECORDS.size(); i++) {
      byte[] text = RECORDS.get(i).text().getBytes(StandardCharsets.UTF_8);
      if (i == record && text.length > 0) {
        text[where % text.length] = with;
      }
      lines
          .next(RECORDS.get(i).stampMicros(), new String(text, StandardCharsets.UTF_8), 0)
          .ifPresent(
              kill -> {
                check(kill);
                pids.add(kill.pid());
              });
    }
    List<Long> sound = List.of(125L, 147L, 157L, 158L, 167L);
    assertThat(sound.stream().filter(pid -> !pids.contains(pid)).count()).isLessThanOrEqualTo(1);
    assertThat(pids.stream().filter(pid -> !sound.contains(pid)).count()).isLessThanOrEqualTo(1);
  }

  @Property(tries = 300)
  void linesInAnyOrderAndCutAnywhere(
      @ForAll List<@IntRange(max = 339) Integer> order, @ForAll @IntRange(max = 300) int cut) {
    OomKillLines lines = new OomKillLines("h");
    for (int i : order) {
      KmsgRecord record = RECORDS.get(i % RECORDS.size());
      String text = record.text().substring(0, Math.min(cut, record.text().length()));
      lines.next(record.stampMicros(), text, 0).ifPresent(OomKillLinesPropertyTest::check);
    }
  }

  @Property(tries = 500)
  void anyBytesAreARecordOrNone(@ForAll byte[] bytes) {
    KmsgRecord record = KmsgRecord.parse(bytes, bytes.length);
    if (record != null) {
      assertThat(record.stampMicros()).isNotNegative();
      assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).contains(";", "\n");
    }
  }
}
