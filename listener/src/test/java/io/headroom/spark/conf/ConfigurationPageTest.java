/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigurationPageTest {
  /** Surefire runs in the module's own directory, and so do the IDEs that read Maven's model. */
  private static final Path CHECKED_IN = Path.of("..", "docs", "configuration.md");

  @Test
  void isTheOneThatIsCheckedIn() throws IOException {
    assertThat(Files.readString(CHECKED_IN))
        .as("docs/configuration.md is not what the keys say. Run: %s", ConfigurationPage.COMMAND)
        .isEqualTo(ConfigurationPage.render());
  }

  @ParameterizedTest
  @MethodSource("io.headroom.spark.conf.Keys#all")
  void tellsAllAboutEveryKey(Key<?> key) {
    assertThat(
            ConfigurationPage.render().lines().filter(line -> line.contains("| `" + key + "` |")))
        .singleElement()
        .asString()
        .contains(key.allowed(), key.doc(), key.since(), key.defaultText().orElse("none"));
  }

  @Test
  void tellsTheOrderThatKeysMustKeep() {
    assertThat(ConfigurationPage.render())
        .contains(
            "below `spark.headroom.memory.gateThreshold`",
            "at most `spark.headroom.sample.period`");
  }

  @Test
  void isWrittenToTheFileNamed(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("docs").resolve("configuration.md");
    ConfigurationPage.main(new String[] {file.toString()});
    assertThat(file).hasContent(ConfigurationPage.render());
  }

  @Test
  void wantsExactlyOneFile() {
    assertThatThrownBy(() -> ConfigurationPage.main(new String[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Usage: ConfigurationPage <file>");
  }
}
