/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;

/**
 * A {@code JAVA_HOME} whose {@code bin/java} puts the JVM it starts into a memory cgroup of its own
 * and then becomes that JVM. Standalone workers take {@code JAVA_HOME} from the executor's
 * environment, so each executor gets its own container without any change to Spark, and its exit
 * code reaches Spark as it is.
 */
public final class ContainedJava {
  /** Names the run; each JVM's container is called {@code <run>.<pid>}. */
  private static final String RUN = "HEADROOM_IT_RUN";

  /** Memory limit in bytes; absent or 0 for none. */
  private static final String LIMIT = "HEADROOM_IT_LIMIT";

  /** Swap allowed beyond the limit, in bytes; absent or 0 for none. */
  static final String SWAP = "HEADROOM_IT_SWAP";

  /** Further directories, separated by blanks, below which the JVM gets a cgroup of its own. */
  static final String GROUPS = "HEADROOM_IT_GROUPS";

  /** The executor's local directory instead of the worker's choice; absent for that. */
  static final String LOCAL = "HEADROOM_IT_LOCAL";

  private final Path home;

  private ContainedJava(Path home) {
    this.home = home;
  }

  /** Writes the wrapper below {@code directory}. */
  public static ContainedJava create(Path directory, CgroupBase base) throws IOException {
    Path bin = Files.createDirectories(directory.resolve("contained-java/bin"));
    Path java = bin.resolve("java");
    Files.writeString(java, script(base));
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    return new ContainedJava(bin.getParent());
  }

  /** The {@code JAVA_HOME} to give. */
  public Path home() {
    return home;
  }

  /**
   * The environment that contains a JVM.
   *
   * @param run name of the run; letters, digits and dashes
   * @param limitBytes memory limit, 0 for none
   */
  public Map<String, String> environment(String run, long limitBytes) {
    Map<String, String> environment = new HashMap<>();
    environment.put("JAVA_HOME", home.toString());
    environment.put(RUN, run);
    environment.put(LIMIT, Long.toString(limitBytes));
    return environment;
  }

  private static String script(CgroupBase base) {
    // Without swap of its own a kill stays a kill, also where the machine has a swap file.
    String limits =
        base.unified()
            ? """
                echo "$LIMIT" > "$group/memory.max" || fail
                [ ! -e "$group/memory.swap.max" ] || echo "$SWAP" > "$group/memory.swap.max" || fail
              """
            : """
                echo "$LIMIT" > "$group/memory.limit_in_bytes" || fail
                [ ! -e "$group/memory.memsw.limit_in_bytes" ] ||
                  echo $((LIMIT + SWAP)) > "$group/memory.memsw.limit_in_bytes" || fail
              """;
    String accounting =
        base.unified() || base.cpu() == null
            ? ""
            : """
              cpu="%s/$RUN.$$"
              mkdir "$cpu" && echo $$ > "$cpu/cgroup.procs" || fail
              """
                .formatted(base.cpu());
    return """
        #!/bin/sh
        # Puts the JVM it starts into a memory cgroup of its own, then becomes that JVM.
        fail() { echo "contained-java: cannot set up $group" >&2; exit 97; }
        RUN="$%s"
        LIMIT="${%s:-0}"
        SWAP="${%s:-0}"
        if [ -n "$RUN" ]; then
        group="%s/$RUN.$$"
        mkdir "$group" || fail
        if [ "$LIMIT" -gt 0 ]; then
        %s
        fi
        echo $$ > "$group/cgroup.procs" || fail
        %s
        for base in $%s; do
          mkdir "$base/$RUN.$$" && echo $$ > "$base/$RUN.$$/cgroup.procs" || fail
        done
        [ -z "$%s" ] || export SPARK_EXECUTOR_DIRS="$%s"
        fi
        exec "%s" "$@"
        """
        .formatted(
            RUN, LIMIT, SWAP, base.memory(), limits, accounting, GROUPS, LOCAL, LOCAL, Jvm.java());
  }
}
