/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headroom.spark.it.cluster.Jvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Asks the Doctor about an event log, in a process of its own and by its command line. */
final class DoctorProcess {
  private static final String MAIN = "io.headroom.spark.listener.Doctor";
  private static final long MAX_SECONDS = 120;

  /** Its exit code when it could not read what it was given. */
  private static final int UNREADABLE = 2;

  private DoctorProcess() {}

  /**
   * What it says of each incident.
   *
   * @throws IOException when it does not end in two minutes, or could not read the log
   */
  static List<Told> ask(Path eventLog) throws IOException, InterruptedException {
    Path said = Files.createTempFile("doctor", ".json");
    Path errors = Files.createTempFile("doctor", ".err");
    try {
      List<Path> classPath = new ArrayList<>(List.of(Jvm.pluginJar()));
      classPath.addAll(Jvm.thirdPartyJars());
      Process doctor =
          new ProcessBuilder(
                  Jvm.java().toString(),
                  "-Xmx256m",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  Jvm.classPath(classPath),
                  MAIN,
                  "--json",
                  eventLog.toString())
              .redirectOutput(said.toFile())
              .redirectError(errors.toFile())
              .start();
      try {
        if (!doctor.waitFor(MAX_SECONDS, TimeUnit.SECONDS)) {
          throw new IOException("the Doctor took more than " + MAX_SECONDS + " s");
        }
      } finally {
        doctor.destroyForcibly();
      }
      if (doctor.exitValue() >= UNREADABLE) {
        throw new IOException(
            "the Doctor ended with " + doctor.exitValue() + ": " + Files.readString(errors));
      }
      return read(Files.readString(said));
    } finally {
      Files.deleteIfExists(said);
      Files.deleteIfExists(errors);
    }
  }

  /** The incidents in its JSON. */
  static List<Told> read(String json) throws IOException {
    List<Told> told = new ArrayList<>();
    for (JsonNode application : new ObjectMapper().readTree(json).path("applications")) {
      for (JsonNode incident : application.path("incidents")) {
        String headline = incident.path("headline").asText();
        int colon = headline.indexOf(':');
        told.add(
            new Told(
                colon < 0 ? headline : headline.substring(0, colon),
                incident.path("cause").asText(),
                incident.path("confidence").asText(),
                incident.path("sentence").asText(),
                !incident.path("consequenceOf").asText().isEmpty()));
      }
    }
    return told;
  }
}
