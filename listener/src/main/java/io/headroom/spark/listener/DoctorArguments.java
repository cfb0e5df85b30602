/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.listener;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The Doctor's command line.
 *
 * @param markdown where to write the post-mortem page; null where none is wanted
 */
record DoctorArguments(
    boolean json, boolean quiet, boolean help, boolean version, Path markdown, List<Path> inputs) {
  static final String USAGE =
      """
      Usage: java -cp <headroom jar>:<Spark's jars> io.headroom.spark.listener.Doctor
                 [options] <event log file or directory>...

      Reads event logs of Spark 3.5 to 4.2, with or without Headroom, and tells why executors were
      lost, how sure that is, and what to set. A log may be plain or compressed with zstd, lz4, lzf,
      snappy or gzip, a rolling log's directory, and in progress. A directory holds several logs.

        --json             one JSON document instead of text
        --markdown <file>  write a post-mortem page as well
        --quiet            one line per application with findings, and no progress bar
        --help             this text
        --version          the version of Headroom
        --                 what follows are files, even if they begin with a hyphen

      Exit code: 0 nothing was lost, 1 there are findings, 2 some input could not be read.
      """;

  DoctorArguments {
    inputs = List.copyOf(inputs);
  }

  /** A command line that is not understood; the message tells why. */
  static final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
      super(message);
    }
  }

  static DoctorArguments parse(String... args) throws UsageException {
    boolean json = false;
    boolean quiet = false;
    boolean help = false;
    boolean version = false;
    Path markdown = null;
    List<Path> inputs = new ArrayList<>();
    boolean options = true;
    for (int i = 0; i < args.length; i++) {
      String arg = args[i];
      if (!options || !arg.startsWith("-") || arg.equals("-")) {
        inputs.add(path(arg));
        continue;
      }
      switch (arg) {
        case "--json" -> json = true;
        case "--quiet", "-q" -> quiet = true;
        case "--help", "-h" -> help = true;
        case "--version" -> version = true;
        case "--" -> options = false;
        case "--markdown" -> {
          i++;
          if (i == args.length) {
            throw new UsageException("--markdown needs a file");
          }
          markdown = path(args[i]);
        }
        default -> {
          if (!arg.startsWith("--markdown=")) {
            throw new UsageException("there is no option " + arg);
          }
          markdown = path(arg.substring("--markdown=".length()));
        }
      }
    }
    if (inputs.isEmpty() && !help && !version) {
      throw new UsageException("no event log is given");
    }
    return new DoctorArguments(json, quiet, help, version, markdown, inputs);
  }

  private static Path path(String arg) throws UsageException {
    if (arg.isEmpty()) {
      throw new UsageException("an argument is empty");
    }
    try {
      return Path.of(arg);
    } catch (InvalidPathException e) {
      throw new UsageException("\"" + arg + "\" is no path: " + e.getReason());
    }
  }
}
