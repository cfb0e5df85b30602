/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

import io.headroom.spark.record.KernelKill;
import io.headroom.spark.record.KernelKill.Scope;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes kills out of the lines that the kernel's OOM killer writes, one line after the other. Which
 * cgroup was full and which process died stand in different lines, and the first of them may be
 * missing (the kernel limits its rate), so they are joined here. Not thread-safe; keeps a few lines
 * at most.
 *
 * <pre>
 * oom-kill:constraint=CONSTRAINT_MEMCG,…,oom_memcg=/a,task_memcg=/a/b,task=java,pid=7,uid=0   (4.19)
 * Memory cgroup out of memory: Killed process 7 (java) total-vm:9kB, anon-rss:8kB, …          (5.0)
 * Tasks in /a are going to be killed due to memory.oom.group set                               (4.19)
 *
 * Task in /a/b killed as a result of limit of /a                                       (before 4.19)
 * Memory cgroup out of memory: Kill process 7 (java) score 990 or sacrifice child       (before 5.0)
 * Killed process 8 (python3) total-vm:9kB, anon-rss:8kB, …                              (before 5.0)
 * </pre>
 *
 * For the whole node the words are "Out of memory:" and the constraint is CONSTRAINT_NONE.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/v6.6/mm/oom_kill.c">mm/oom_kill.c</a>
 */
public final class OomKillLines {
  /** The lines of one kill are written within milliseconds of each other. */
  private static final long TOGETHER_MICROS = 5_000_000;

  /** A kill of a whole group names its first victim twice. */
  private static final int MOST_REMEMBERED = 16;

  private static final String CGROUP_WORDS = "Memory cgroup out of memory";

  private static final Pattern CONSTRAINT = Pattern.compile("^oom-kill:constraint=(\\w+)");

  /** Names are chosen by users and may hold commas: what follows them bounds them. */
  private static final Pattern VICTIM =
      Pattern.compile(
          "(?:,oom_memcg=(?<full>.*?)|,global_oom)?,task_memcg=(?<own>.*),task=.*,pid=(?<pid>\\d+)"
              + ",uid=\\d+$");

  private static final Pattern LIMIT_OF =
      Pattern.compile("^Task in (?<own>.*) killed as a result of limit of (?<full>.*)$");
  private static final Pattern GROUP =
      Pattern.compile("^Tasks in (.*) are going to be killed due to memory\\.oom\\.group set$");

  /** Before 5.0 the line that tells what is short is not the one that tells who died. */
  private static final Pattern CHOSEN =
      Pattern.compile("^(?<what>[^:]*[Oo]ut of memory[^:]*): Kill process \\d+ \\(");

  private static final Pattern KILLED =
      Pattern.compile(
          "^(?:(?<what>[^:]*[Oo]ut of memory[^:]*): )?Killed process (?<pid>\\d+) \\((?<name>.*)\\),?"
              + " (?:UID \\d+,? )?total-vm:.*$");
  private static final Pattern ANON = Pattern.compile("\\banon-rss:(\\d+)kB");
  private static final Pattern FILE = Pattern.compile("\\bfile-rss:(\\d+)kB");
  private static final Pattern SHMEM = Pattern.compile("\\bshmem-rss:(\\d+)kB");

  /** What the lines before told; pid 0 where they named no victim. */
  private record Header(long stampMicros, Scope scope, String full, String own, long pid) {}

  private record Told(long stampMicros, long pid) {}

  private final String host;
  private final Deque<Told> told = new ArrayDeque<>();
  private Header header;
  private String groupCgroup = "";
  private long groupMicros = Long.MIN_VALUE;

  /**
   * For one host's log.
   *
   * @param host put into each kill
   */
  public OomKillLines(String host) {
    this.host = host;
  }

  /**
   * Takes the next line.
   *
   * @param stampMicros the kernel's clock, microseconds since boot
   * @param bootMillis what the kernel's clock counts from, milliseconds since the epoch
   * @return a kill, where this line completes one
   */
  public Optional<KernelKill> next(long stampMicros, String line, long bootMillis) {
    if (!line.contains("ill")) {
      return Optional.empty(); // Nearly every line of the log: neither "Kill" nor "kill".
    }
    Matcher constraint = CONSTRAINT.matcher(line);
    if (constraint.find()) {
      header = victim(stampMicros, line, constraint.group(1));
      return Optional.empty();
    }
    Matcher limit = LIMIT_OF.matcher(line);
    if (limit.find()) {
      header = new Header(stampMicros, Scope.CGROUP, limit.group("full"), limit.group("own"), 0);
      return Optional.empty();
    }
    Matcher group = GROUP.matcher(line);
    if (group.find()) {
      groupCgroup = group.group(1);
      groupMicros = stampMicros;
      return Optional.empty();
    }
    Matcher chosen = CHOSEN.matcher(line);
    if (chosen.find()) {
      chosen(stampMicros, scope(chosen.group("what")));
      return Optional.empty();
    }
    Matcher killed = KILLED.matcher(line);
    return killed.find() ? killed(stampMicros, line, killed, bootMillis) : Optional.empty();
  }

  private static Header victim(long stampMicros, String line, String constraint) {
    Matcher victim = VICTIM.matcher(line);
    if (!victim.find()) {
      return null;
    }
    Scope scope = constraint.equals("CONSTRAINT_MEMCG") ? Scope.CGROUP : Scope.NODE;
    String full = victim.group("full");
    long pid = number(victim.group("pid"));
    return new Header(stampMicros, scope, full == null ? "" : full, victim.group("own"), pid);
  }

  private static Scope scope(String what) {
    return what.contains(CGROUP_WORDS) ? Scope.CGROUP : Scope.NODE;
  }

  /** Keeps the cgroups that the line before told of the same kill. */
  private void chosen(long stampMicros, Scope scope) {
    boolean sameKill = fresh(header, stampMicros) && header.scope == scope && header.pid == 0;
    header =
        new Header(stampMicros, scope, sameKill ? header.full : "", sameKill ? header.own : "", 0);
  }

  private static boolean fresh(Header header, long stampMicros) {
    return header != null && Math.abs(stampMicros - header.stampMicros) <= TOGETHER_MICROS;
  }

  private Optional<KernelKill> killed(
      long stampMicros, String line, Matcher killed, long bootMillis) {
    long pid = number(killed.group("pid"));
    String what = killed.group("what");
    Header of = fresh(header, stampMicros) ? header : null;
    header = null;
    if (of != null && of.pid != 0 && of.pid != pid) {
      of = null;
    }
    // Without a word of what was short, a guess would be as often wrong as right.
    if (pid <= 0 || (what == null && of == null) || !remember(stampMicros, pid)) {
      return Optional.empty();
    }
    Scope scope = what == null ? of.scope : scope(what);
    boolean ofGroup =
        of == null
            && scope == Scope.CGROUP
            && groupMicros != Long.MIN_VALUE
            && Math.abs(stampMicros - groupMicros) <= TOGETHER_MICROS;
    String full = of != null ? of.full : ofGroup ? groupCgroup : "";
    String own = of != null ? of.own : ofGroup ? groupCgroup : "";
    return Optional.of(
        new KernelKill(
            host,
            bootMillis + stampMicros / 1000,
            scope,
            pid,
            killed.group("name"),
            scope == Scope.CGROUP ? full : "",
            own,
            bytes(ANON, line),
            bytes(FILE, line),
            bytes(SHMEM, line)));
  }

  /** False for one that was told already. */
  private boolean remember(long stampMicros, long pid) {
    told.removeIf(before -> Math.abs(stampMicros - before.stampMicros) > TOGETHER_MICROS);
    if (told.stream().anyMatch(before -> before.pid == pid)) {
      return false;
    }
    if (told.size() == MOST_REMEMBERED) {
      told.removeFirst();
    }
    told.addLast(new Told(stampMicros, pid));
    return true;
  }

  private static long bytes(Pattern figure, String line) {
    Matcher matcher = figure.matcher(line);
    long kib = matcher.find() ? number(matcher.group(1)) : Reading.UNKNOWN;
    return Reading.known(kib) && kib < Long.MAX_VALUE >> 10 ? kib << 10 : Reading.UNKNOWN;
  }

  private static long number(String digits) {
    return digits.length() > 18 ? Reading.UNKNOWN : Long.parseLong(digits);
  }
}
