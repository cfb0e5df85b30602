/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.workload;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.python.Py4JServer;

/**
 * A real PySpark job whose Python workers grow.
 *
 * @param tasks how many
 * @param mibPerTask how far each worker grows
 * @param secondsOfGrowth over which time
 */
public record PythonGrowth(
    String name, Sizing sizing, int tasks, int mibPerTask, int secondsOfGrowth)
    implements Workload {
  private static final String SCRIPT = "python_growth.py";

  @Override
  public String description() {
    return String.format(
        "real PySpark: %d tasks on %d slots, each Python worker growing %d MiB over %d s",
        tasks, sizing.slots(), mibPerTask, secondsOfGrowth);
  }

  @Override
  public String run(RunContext context) throws Exception {
    linkLibraries(PySpark.libraries(context.spark().version()));
    Path script = context.scratch().resolve(SCRIPT);
    try (InputStream source =
        PythonGrowth.class.getResourceAsStream("/io/headroom/spark/it/" + SCRIPT)) {
      Files.copy(source, script);
    }
    Py4JServer gateway = new Py4JServer(context.spark().getConf());
    gateway.start();
    try {
      return drive(context, script, gateway);
    } finally {
      gateway.shutdown();
    }
  }

  /** Starts the Python driver as {@code spark-submit} does, and waits for its result. */
  private String drive(RunContext context, Path script, Py4JServer gateway)
      throws IOException, InterruptedException {
    Path output = context.scratch().resolve("python-driver.out");
    Path errors = context.scratch().resolve("python-driver.err");
    ProcessBuilder builder =
        new ProcessBuilder(
            "python3",
            script.toString(),
            Integer.toString(tasks),
            Integer.toString(mibPerTask),
            Integer.toString(secondsOfGrowth));
    builder.redirectOutput(output.toFile()).redirectError(errors.toFile());
    builder.environment().put("PYSPARK_GATEWAY_PORT", "" + gateway.getListeningPort());
    builder.environment().put("PYSPARK_GATEWAY_SECRET", gateway.secret());
    builder.environment().put("PYSPARK_PYTHON", "python3");
    builder.environment().put("PYTHONPATH", pythonPath());
    Process driver = builder.start();
    try {
      if (driver.waitFor() == 0) {
        String printed = Files.readString(output);
        return printed.substring(printed.indexOf("RESULT ") + "RESULT ".length()).trim();
      }
      String said = Files.readString(errors);
      System.err.println(said);
      int words = said.indexOf("Job aborted");
      throw new IOException(words < 0 ? said : said.substring(words));
    } finally {
      driver.destroyForcibly();
    }
  }

  private static Path sparkPython() {
    return Path.of(System.getenv("SPARK_HOME"), "python", "lib");
  }

  /** Where Spark's executors look for them: {@code SPARK_HOME/python/lib}. */
  private static void linkLibraries(Path kept) throws IOException {
    if (!Files.exists(sparkPython())) {
      Files.createDirectories(sparkPython().getParent());
      Files.createSymbolicLink(sparkPython(), kept);
    }
  }

  private static String pythonPath() throws IOException {
    try (Stream<Path> archives = Files.list(sparkPython())) {
      List<String> paths = archives.map(Path::toString).sorted().toList();
      return String.join(File.pathSeparator, paths);
    }
  }
}
