/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.doctor;

import io.headroom.spark.record.Facts;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Reads one application's event log into facts, in one pass and in bounded memory, whatever version
 * of Spark wrote it. What cannot be read is told and passed over. Not thread-safe.
 */
public final class EventLogReader {
  /** A longer line is passed over, whatever it says. */
  public static final int MOST_LINE_BYTES = 64 << 20;

  /** So many lines without any event are enough to see that a file is no event log. */
  private static final int FOREIGN_LINES = 20;

  /** Problems told one by one for each file. */
  private static final int MOST_PROBLEMS = 10;

  private final int mostLineBytes;

  /** With the usual bounds. */
  public EventLogReader() {
    this(MOST_LINE_BYTES);
  }

  /** With another longest line, for tests. */
  EventLogReader(int mostLineBytes) {
    this.mostLineBytes = mostLineBytes;
  }

  /**
   * Reads a log.
   *
   * @param own for the events that Headroom itself wrote
   * @param progress told the bytes on disk that were read since it was told last
   */
  public LogReading read(EventLog log, Facts facts, OwnEvents.Reader own, LongConsumer progress) {
    String name = log.path().getFileName().toString();
    EventTranslators translators = new EventTranslators(name, own);
    Run run = new Run(translators, facts);
    for (int i = 0; i < log.files().size(); i++) {
      boolean last = i == log.files().size() - 1;
      run.file(log.files().get(i), log.inProgress() && last, progress);
    }
    if (run.events > 0) {
      translators.finish(facts);
    }
    return new LogReading(run.bytes, run.lines, run.events, run.problems, run.notes);
  }

  /** One log's reading, over all its files. */
  private final class Run {
    private final EventTranslators translators;
    private final Facts facts;
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private long bytes;
    private long lines;
    private long events;

    // Of the file at hand.
    private Path file;
    private boolean mayEndEarly;
    private boolean eventSeen;
    private long faults;
    private long tooLong;
    private final List<Problem> faultsTold = new ArrayList<>();

    Run(EventTranslators translators, Facts facts) {
      this.translators = translators;
      this.facts = facts;
    }

    void file(Path path, boolean inProgress, LongConsumer progress) {
      file = path;
      mayEndEarly = inProgress;
      eventSeen = false;
      faults = 0;
      tooLong = 0;
      faultsTold.clear();
      long number = 0;
      try (LogFile in = new LogFile(path, progress)) {
        ByteLines source = new ByteLines(in, mostLineBytes);
        try {
          while ((eventSeen || faults < FOREIGN_LINES) && source.next()) {
            line(source);
          }
        } finally {
          number = source.number();
          lines += number;
          bytes += source.bytes();
        }
      } catch (EOFException e) {
        cutShort(number, e.getMessage());
      } catch (IOException e) {
        String rest = number > 0 ? "; what comes after is not read" : "";
        // Told however much was told before: it may be what all of that comes from.
        faults++;
        faultsTold.add(new Problem(file.toString(), number, e.getMessage() + rest));
      }
      tell(number);
    }

    private void line(ByteLines source) throws IOException {
      byte[] head = source.buffer();
      switch (EventKind.head(head, source.start(), source.headEnd())) {
        case EVENT -> {
          EventKind kind = EventKind.of(head, source.start(), source.headEnd());
          if (kind == null) {
            source.skip();
            if (source.lastByte() == '}') {
              eventSeen = true;
            } else {
              broken(source, "ends in the middle of an event");
            }
          } else {
            take(source, kind);
          }
        }
        case OBJECT -> take(source, null);
        case BLANK -> source.skip();
        case OTHER -> {
          source.skip();
          broken(source, "is no event: a line of an event log is a JSON object");
        }
      }
    }

    private void take(ByteLines source, EventKind kind) throws IOException {
      if (!source.take()) {
        tooLong++;
        eventSeen |= kind != null;
        return;
      }
      try {
        boolean used =
            translators.translate(
                kind, source.buffer(), source.start(), source.end() - source.start(), facts);
        eventSeen = true;
        events += used ? 1 : 0;
      } catch (IOException e) {
        if (EventTranslators.tooLong(e)) {
          tooLong++;
          eventSeen |= kind != null;
        } else {
          broken(source, EventTranslators.reason(e));
        }
      } catch (RuntimeException e) {
        // Not the log's fault, but the other lines are worth reading all the same.
        broken(source, "could not be used: " + e);
      }
    }

    /** A line that is no event, or the cut end of one that was being written. */
    private void broken(ByteLines source, String message) {
      if (source.terminated()) {
        fault(source.number(), message);
      } else {
        cutShort(source.number(), "ends in the middle of this line");
      }
    }

    private void cutShort(long line, String message) {
      if (mayEndEarly) {
        notes.add(
            new Problem(file.toString(), line, message)
                + ", as is usual while the application runs or after its driver was killed");
      } else {
        fault(line, message + ", though the application has ended; all before it was read");
      }
    }

    private void fault(long line, String message) {
      faults++;
      if (faultsTold.size() < MOST_PROBLEMS) {
        faultsTold.add(new Problem(file.toString(), line, message));
      }
    }

    private void tell(long fileLines) {
      if (faults > 0 && !eventSeen && fileLines > 0) {
        Problem first = faultsTold.get(0);
        problems.add(
            new Problem(
                first.file(), first.line(), "this is not a Spark event log: " + first.message()));
        return;
      }
      problems.addAll(faultsTold);
      if (faults > faultsTold.size()) {
        problems.add(
            new Problem(
                file.toString(),
                0,
                (faults - faultsTold.size()) + " more lines could not be read"));
      }
      if (tooLong > 0) {
        notes.add(
            file + ": " + tooLong + " lines passed over, as they or a text in them are too long");
      }
      if (fileLines == 0 && faults == 0) {
        if (mayEndEarly) {
          notes.add(file + ": is empty so far");
        } else {
          problems.add(new Problem(file.toString(), 0, "is empty"));
        }
      }
    }
  }
}
