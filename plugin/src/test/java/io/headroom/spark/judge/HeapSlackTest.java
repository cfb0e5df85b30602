/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.spark.sense.Reading;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeapSlackTest {
  private static final long U = Reading.UNKNOWN;

  @ParameterizedTest(name = "largest use {0}, committed {1}, hard {2}: {3}")
  @CsvSource({
    "100,200,300,100",
    "100,80,300,80",
    "100,200,60,60",
    "-1,200,300,0",
    "100,-1,300,100"
  })
  void touchedIsBoundedByCommittedAndByHard(long use, long committed, long hard, long touched) {
    assertThat(HeapSlack.touched(use, committed, hard)).isEqualTo(touched);
  }

  @ParameterizedTest(name = "touched {0}, live {1}, used {2}: {3}")
  @CsvSource({
    "1000,200,900,770",
    "1000,-1,400,540",
    "100,200,100,0",
    "1000,-1,-1,0",
    "500,0,500,500"
  })
  void slackIsWhatIsTouchedBeyondTheLiveSet(long touched, long live, long used, long slack) {
    assertThat(HeapSlack.returnable(touched, live, used)).isEqualTo(slack);
  }

  @ParameterizedTest(name = "touched {0} of {1}, limit {2}: {3}")
  @CsvSource({
    "1000,1000,1100,1000",
    "500,1000,1100,250",
    "100,1000,1100,10",
    "1000,1000,1000,0",
    "1000,2000,1100,0",
    "0,1000,1100,0",
    "1000,-1,1100,0",
    "2000,1000,1100,2000",
  })
  void heapIsHeldAsFarAsItIsTouched(long touched, long max, long limit, long held) {
    assertThat(HeapSlack.held(touched, max, limit)).isEqualTo(held);
    assertThat(HeapSlack.held(U, max, limit)).isZero();
  }
}
