/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every cause has its help page, and every page its cause. */
class HelpPagesTest {
  private static final Path PAGES = Path.of("..", "docs", "causes");

  static Stream<Cause> causes() {
    return Causes.ALL.stream();
  }

  @Test
  void idsAreUniqueAndStable() {
    assertThat(Causes.ALL).extracting(Cause::id).doesNotHaveDuplicates();
    assertThat(Causes.ALL).allMatch(cause -> cause.id().matches("[a-z]+(-[a-z]+)*"));
    assertThat(Causes.ALL.get(Causes.ALL.size() - 1).id()).isEqualTo("unknown");
  }

  @ParameterizedTest
  @MethodSource("causes")
  void hasAPageWithAllItsParts(Cause cause) throws IOException {
    assertThat(Files.readString(PAGES.resolve(cause.id() + ".md")))
        .startsWith("# " + cause.title() + "\n\n`" + cause.id() + "`")
        .contains(
            "\n## What it means\n",
            "\n## How Headroom knows\n",
            "\n## What to do\n",
            "\n## What does not help\n");
  }

  @Test
  void everyPageHasItsCause() throws IOException {
    try (Stream<Path> files = Files.list(PAGES)) {
      List<String> pages =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> !name.equals("README.md"))
              .map(name -> name.replaceAll("\\.md$", ""))
              .toList();
      assertThat(pages)
          .containsExactlyInAnyOrderElementsOf(Causes.ALL.stream().map(Cause::id).toList());
    }
  }

  @ParameterizedTest
  @MethodSource("causes")
  void isInTheIndex(Cause cause) throws IOException {
    assertThat(Files.readString(PAGES.resolve("README.md")))
        .contains("[" + cause.id() + "](" + cause.id() + ".md)", cause.title());
  }
}
