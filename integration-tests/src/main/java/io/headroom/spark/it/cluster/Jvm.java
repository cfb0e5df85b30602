/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.cluster;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;

/** The Java, the jars and the options with which this harness starts Spark's processes. */
public final class Jvm {
  private Jvm() {}

  /** The java of this very JVM. */
  public static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  /** The options without which Spark does not run on Java 17, as Spark itself lists them. */
  public static List<String> moduleOptions() {
    return Arrays.asList(JavaModuleOptions.defaultModuleOptions().trim().split(" +", -1));
  }

  /** The jars this JVM was given, except Headroom's own. */
  public static List<Path> thirdPartyJars() {
    List<Path> jars = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      String name = path.getFileName().toString();
      if (name.endsWith(".jar") && !name.startsWith("headroom-") && Files.isRegularFile(path)) {
        jars.add(path);
      }
    }
    return jars;
  }

  /** Where the classes of this module are: a jar or a directory. */
  public static Path ownClasses() {
    try {
      return Path.of(Jvm.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The root of the source tree, where {@code plugin/} and {@code integration-tests/} are. */
  public static Path projectRoot() {
    for (Path at = ownClasses(); at != null; at = at.getParent()) {
      if (Files.isRegularFile(at.resolve("plugin/pom.xml"))) {
        return at;
      }
    }
    throw new IllegalStateException("not below the project's folder: " + ownClasses());
  }

  /**
   * The jar that users install.
   *
   * @throws IOException when it has not been built
   */
  public static Path pluginJar() throws IOException {
    Path target = projectRoot().resolve("plugin/target");
    String prefix = "headroom-spark_" + scalaVersion() + "-";
    if (Files.isDirectory(target)) {
      try (Stream<Path> files = Files.list(target)) {
        List<Path> found =
            files
                .filter(f -> f.getFileName().toString().startsWith(prefix))
                .filter(f -> f.getFileName().toString().matches(".*[0-9T]\\.jar"))
                .toList();
        if (found.size() == 1) {
          return found.get(0);
        }
        if (found.size() > 1) {
          throw new IOException("more than one plugin jar: " + found);
        }
      }
    }
    throw new IOException("no " + prefix + "*.jar in " + target + ": run mvn package first");
  }

  /** The Scala version of the Spark on the class path, such as {@code 2.13}. */
  public static String scalaVersion() {
    for (Path jar : thirdPartyJars()) {
      String name = jar.getFileName().toString();
      if (name.startsWith("spark-core_")) {
        return name.substring("spark-core_".length(), name.indexOf('-', "spark-core_".length()));
      }
    }
    throw new IllegalStateException("no spark-core jar on the class path");
  }

  /** Joins paths into a class path. */
  public static String classPath(List<Path> paths) {
    return String.join(File.pathSeparator, paths.stream().map(Path::toString).toList());
  }
}
