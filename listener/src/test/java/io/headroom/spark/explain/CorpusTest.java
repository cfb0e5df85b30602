/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every open case of the corpus must get its cause, and nothing may be certain and wrong. */
class CorpusTest {
  @TestFactory
  Stream<DynamicTest> findsTheCause() {
    return CorpusCase.open().stream()
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one.name(),
                    one.file().toUri(),
                    () -> assertThat(CorpusRun.complaints(one)).as(one.label().why()).isEmpty()));
  }
}
