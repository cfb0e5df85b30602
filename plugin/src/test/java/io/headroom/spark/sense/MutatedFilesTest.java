/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Captured files, damaged in every way a kernel file may come to be: no reader throws, a cut-off
 * file gives the true figure or none, and zero is never said of what does not say zero itself.
 */
class MutatedFilesTest {
  private static final Map<Integer, List<String>> FILES =
      Map.of(
          1,
          List.of(
              "memory.stat",
              "memory.usage_in_bytes",
              "memory.limit_in_bytes",
              "memory.kmem.usage_in_bytes",
              "memory.oom_control",
              "memory.failcnt",
              "memory.memsw.failcnt"),
          2,
          List.of("memory.stat", "memory.current", "memory.max", "memory.events"));
  private static final List<String> STATES = List.of("10-anon-50pct", "30-anon50-tmpfs12");
  private static final List<String> NUMBERS =
      List.of(
          "max",
          "-1",
          "-9223372036854775808",
          "9223372036854775808",
          "18446744073709551615",
          "99999999999999999999999",
          "",
          "0x7f",
          "1e9",
          "12 34",
          "١٢");

  private static Path scratch;

  /** How one file is damaged; {@code at} is taken modulo what there is to choose from. */
  record Damage(int version, String state, String file, Kind kind, int at, int with) {
    enum Kind {
      CUT,
      FLIP,
      REPLACE_NUMBER,
      EMPTY,
      ABSENT
    }

    /** Null for a file that is not there. */
    byte[] apply(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return switch (kind) {
        case CUT -> Arrays.copyOf(bytes, at % bytes.length);
        case FLIP -> {
          bytes[at % bytes.length] = (byte) with;
          yield bytes;
        }
        case REPLACE_NUMBER -> replaceNumber(text).getBytes(StandardCharsets.UTF_8);
        case EMPTY -> new byte[0];
        case ABSENT -> null;
      };
    }

    private String replaceNumber(String text) {
      List<MatchResult> numbers = Pattern.compile("\\d+(?=\n)").matcher(text).results().toList();
      MatchResult chosen = numbers.get(at % numbers.size());
      return text.substring(0, chosen.start())
          + NUMBERS.get(Math.floorMod(with, NUMBERS.size()))
          + text.substring(chosen.end());
    }
  }

  @Provide
  Arbitrary<Damage> damages() {
    return Arbitraries.of(1, 2)
        .flatMap(
            version ->
                Combinators.combine(
                        Arbitraries.of(STATES),
                        Arbitraries.of(FILES.get(version)),
                        Arbitraries.of(Damage.Kind.class),
                        Arbitraries.integers().between(0, 5000),
                        Arbitraries.integers().between(0, 255))
                    .as(
                        (state, file, kind, at, with) ->
                            new Damage(version, state, file, kind, at, with)));
  }

  @BeforeContainer
  static void makeScratch() throws IOException {
    scratch = Files.createTempDirectory("mutated");
  }

  @AfterContainer
  static void removeScratch() throws IOException {
    try (var files = Files.walk(scratch)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Property(tries = 2000)
  void damageGivesNoFalseFigures(@ForAll("damages") Damage damage) throws IOException {
    String text = FixtureHost.read(dir(damage).resolve(damage.file));
    Map<String, Long> sound = read(damage, text.getBytes(StandardCharsets.UTF_8));
    assertThat(sound.get("hard")).as("the untouched files are readable").isPositive();
    byte[] damaged = damage.apply(text);
    Map<String, Long> figures = read(damage, damaged);

    assertThat(figures.values()).allMatch(value -> value >= Reading.UNKNOWN);
    if (damage.kind == Damage.Kind.CUT || damage.kind == Damage.Kind.EMPTY) {
      figures.forEach(
          (name, value) -> assertThat(value).as(name).isIn(Reading.UNKNOWN, sound.get(name)));
    }
    String now = damaged == null ? "" : new String(damaged, StandardCharsets.UTF_8);
    figures.forEach(
        (name, value) -> {
          if (value == 0 && sound.get(name) != 0) {
            assertThat(now).as("%s reads as 0", name).containsPattern("(?m)(^|[ ])0+$");
          }
        });
  }

  /** The figure that one file alone feeds is unknown once that file is empty or absent. */
  @Property(tries = 200)
  void whatCannotBeReadIsUnknown(@ForAll("damages") Damage any) throws IOException {
    Damage damage =
        new Damage(any.version, any.state, any.file, Damage.Kind.EMPTY, any.at, any.with);
    Map<String, Long> figures = read(damage, new byte[0]);
    List<String> fed =
        switch (damage.file) {
          case "memory.stat" -> List.of("hard");
          case "memory.usage_in_bytes", "memory.current" -> List.of("usage");
          case "memory.limit_in_bytes", "memory.max" -> List.of("limit");
          case "memory.kmem.usage_in_bytes" -> List.of("hard");
          case "memory.oom_control" -> List.of("oomKills");
          case "memory.failcnt", "memory.memsw.failcnt" -> List.of("max");
          case "memory.events" -> List.of("oomKills", "high", "max");
          default -> throw new AssertionError(damage.file);
        };
    fed.forEach(name -> assertThat(figures).containsEntry(name, Reading.UNKNOWN));
  }

  private static Path dir(Damage damage) {
    String own =
        damage.version == 1
            ? "sys_fs_cgroup_memory_hr-envs_x"
            : "sys_fs_cgroup_kubepods.slice_pod1_ctr";
    return FixtureHost.fixtures()
        .resolve("cgroup-v" + damage.version)
        .resolve(damage.state)
        .resolve(own);
  }

  /** The figures of the captured files, with one of them replaced, or deleted for null. */
  private static Map<String, Long> read(Damage damage, byte[] content) throws IOException {
    Path dir = scratch.resolve("v" + damage.version);
    Files.createDirectories(dir);
    for (String name : FILES.get(damage.version)) {
      Files.copy(dir(damage).resolve(name), dir.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
    if (content == null) {
      Files.delete(dir.resolve(damage.file));
    } else {
      Files.write(dir.resolve(damage.file), content);
    }
    FastSample sample = new FastSample();
    try (MemoryCgroup cgroup =
        damage.version == 1 ? new CgroupV1Memory(List.of(dir)) : new CgroupV2Memory(List.of(dir))) {
      cgroup.readFast(sample);
      cgroup.breakdown();
      cgroup.describeLimit();
    }
    Map<String, Long> figures = new TreeMap<>();
    figures.put("hard", sample.hardBytes);
    figures.put("limit", sample.limitBytes);
    figures.put("usage", sample.usageBytes);
    figures.put("oomKills", sample.oomKills);
    figures.put("high", sample.highEvents);
    figures.put("max", sample.maxEvents);
    return figures;
  }
}
