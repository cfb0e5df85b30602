/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A {@code SPARK_HOME} made of the jars on this JVM's class path, as symbolic links. */
final class SparkHome {
  private SparkHome() {}

  /** Makes it below {@code directory}; Headroom's jar is not in it: users add that themselves. */
  static Path create(Path directory) throws IOException {
    Path home = directory.resolve("spark");
    Path jars = Files.createDirectories(home.resolve("jars"));
    for (Path jar : Jvm.thirdPartyJars()) {
      Path link = jars.resolve(jar.getFileName());
      if (!Files.exists(link)) {
        Files.createSymbolicLink(link, jar);
      }
    }
    return home;
  }
}
