/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act.python;

import io.headroom.spark.judge.PauseRule.Worker;
import io.headroom.spark.sense.Capability;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Sends signals through a shell that is started beforehand, so that nothing need be forked when
 * memory is short, and that outlives this JVM for the moment it takes to let stopped workers go on
 * should the JVM be killed.
 *
 * <p>If the shell dies another one takes over and first lets go on what the dead one had stopped.
 * After {@link #MOST_STARTS} of them nothing more is stopped.
 */
final class ShellSignals implements Signals {
  static final int MOST_STARTS = 4;
  private static final String NAME = "Python pause";
  private static final String SCRIPT = "signals.sh";
  private static final Path SHELL = Path.of("/bin/sh");

  private final String script;
  private final Capability atStart;

  /** Asked to stop and not yet asked to go on. */
  private final Set<Worker> stopped = new LinkedHashSet<>();

  private final List<Reply> replies = new ArrayList<>();
  private SignalShell shell;
  private String broken;
  private int starts;
  private boolean closed;

  ShellSignals() {
    String text = "";
    Capability capability;
    if (!Files.isReadable(Path.of("/proc/self/stat"))) {
      capability = Capability.unavailable(NAME, "there is no /proc to tell processes by");
    } else if (!Files.isExecutable(SHELL)) {
      capability = Capability.unavailable(NAME, "there is no " + SHELL + " to send signals");
    } else {
      capability = Capability.available(NAME, "by SIGSTOP and SIGCONT");
      try {
        text = script();
      } catch (IOException e) {
        capability = Capability.unavailable(NAME, "its script cannot be read: " + e);
      }
    }
    this.script = text;
    this.atStart = capability;
  }

  private static String script() throws IOException {
    try (InputStream in = ShellSignals.class.getResourceAsStream(SCRIPT)) {
      if (in == null) {
        throw new IOException(SCRIPT + " is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public synchronized Capability capability() {
    return broken == null ? atStart : Capability.unavailable(NAME, broken);
  }

  @Override
  public synchronized boolean ready() {
    return shell != null && shell.works();
  }

  @Override
  public void prepare() {
    synchronized (this) {
      if (closed || ready() || !atStart.available() || (broken != null && stopped.isEmpty())) {
        return;
      }
      if (++starts > MOST_STARTS && broken == null) {
        broken = "the shell that sends signals died " + MOST_STARTS + " times";
      }
    }
    SignalShell fresh;
    try {
      // Not under the lock: starting a process can take long, and the sampling thread must not
      // wait for it.
      fresh = SignalShell.start(SHELL, script);
    } catch (IOException e) {
      synchronized (this) {
        if (starts >= MOST_STARTS && broken == null) {
          broken = SHELL + " cannot be started: " + e;
        }
      }
      return;
    }
    replace(fresh);
  }

  private synchronized void replace(SignalShell fresh) {
    SignalShell old = shell;
    shell = fresh;
    if (old != null) {
      old.close();
    }
    if (closed) {
      fresh.close();
      return;
    }
    // What the dead shell had stopped, this one does not know.
    stopped.removeIf(worker -> fresh.send("CONT", worker));
  }

  @Override
  public synchronized boolean stop(Worker worker) {
    if (broken != null || !ready() || !shell.send("STOP", worker)) {
      return false;
    }
    stopped.add(worker);
    return true;
  }

  @Override
  public synchronized void goOn(Worker worker) {
    if (ready() && shell.send("CONT", worker)) {
      stopped.remove(worker);
    }
  }

  /** The present shell, for tests that kill it. */
  synchronized long shellPid() {
    return shell.pid();
  }

  @Override
  public synchronized boolean holding() {
    return !stopped.isEmpty();
  }

  @Override
  public synchronized List<Reply> replies() {
    if (shell != null) {
      shell.drainTo(replies);
    }
    if (replies.isEmpty()) {
      return List.of();
    }
    for (Reply reply : replies) {
      if (reply.outcome() == Outcome.GONE || reply.outcome() == Outcome.REFUSED) {
        stopped.remove(reply.worker());
      }
    }
    List<Reply> all = List.copyOf(replies);
    replies.clear();
    return all;
  }

  @Override
  public void close() {
    boolean leftBehind;
    synchronized (this) {
      if (closed) {
        return;
      }
      leftBehind = !stopped.isEmpty() && !ready();
    }
    if (leftBehind) {
      prepare();
    }
    SignalShell last;
    synchronized (this) {
      closed = true;
      last = shell;
    }
    if (last != null) {
      last.close();
      last.awaitEnd();
    }
  }
}
