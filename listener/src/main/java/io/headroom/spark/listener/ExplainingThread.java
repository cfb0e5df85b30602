/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.listener;

import io.headroom.spark.explain.AdviceText;
import io.headroom.spark.explain.Diagnosis;
import io.headroom.spark.explain.DiagnosisText;
import io.headroom.spark.explain.Explainer;
import io.headroom.spark.explain.Severity;
import io.headroom.spark.explain.advice.Advice;
import io.headroom.spark.explain.advice.ApplicationAdvice;
import io.headroom.spark.listener.event.RecordedDiagnosis;
import io.headroom.spark.record.CapabilityNote;
import io.headroom.spark.record.Facts;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread on which facts are joined, explained, told in the log and recorded: a few times a
 * second, until the application ends or it is closed. At the end it gives advice on the whole
 * application. Owns the explainer, the recorder and the advice.
 */
final class ExplainingThread implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HeadroomListener.class);
  private static final long ROUND_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** Pieces of advice at the end; whoever wants them all asks the Doctor. */
  static final int MOST_ADVICE = 5;

  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final FactQueue queue = new FactQueue(this::wake);
  private final Explainer explainer;
  private final Recorder recorder;
  private final ApplicationAdvice advice = new ApplicationAdvice();
  private final Thread thread;
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile boolean stopping;
  private volatile boolean silenced;
  private boolean ended;
  private boolean toldProblem;
  private boolean toldDrops;

  ExplainingThread(Explainer explainer, Recorder recorder) {
    this.explainer = explainer;
    this.recorder = recorder;
    thread = new Thread(this::run, "headroom-listener");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Where facts are to be put. Thread-safe. */
  FactQueue queue() {
    return queue;
  }

  private void run() {
    try {
      while (!stopping && !ended) {
        LockSupport.parkNanos(this, ROUND_NANOS);
        round();
      }
      if (!silenced) {
        finish();
      }
    } finally {
      queue.shut();
      done.countDown();
    }
  }

  private void round() {
    safely(() -> queue.drainTo(explainer, recorder, advice, end));
    safely(() -> tell(explainer.due(System.currentTimeMillis())));
    safely(this::tellDrops);
    safely(recorder::tick);
  }

  /** What goes wrong in one part is told once and does not keep the others from theirs. */
  private void safely(Runnable part) {
    try {
      part.run();
    } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
      tellProblem(e);
    }
  }

  private final Facts end =
      new Facts() {
        @Override
        public void applicationEnded(long timeMillis) {
          ended = true;
        }
      };

  /**
   * What is still in the queue, and what was not yet due. Advice comes last, as somebody waits: it
   * takes a while where its classes are loaded for it, and of all it can best be done without.
   */
  private void finish() {
    safely(() -> queue.drainTo(explainer, recorder, advice));
    safely(() -> tell(explainer.finish()));
    safely(recorder::finish);
    safely(this::tellAdvice);
  }

  private void tellAdvice() {
    List<Advice> all = advice.advice(explainer.application());
    for (Advice one : all.subList(0, Math.min(MOST_ADVICE, all.size()))) {
      if (silenced) {
        return;
      }
      if (one.severity() == Severity.INFO) {
        LOG.info("{}", AdviceText.line(one));
      } else {
        LOG.warn("{}", AdviceText.line(one));
      }
    }
  }

  private void tell(List<Diagnosis> diagnoses) {
    for (Diagnosis diagnosis : diagnoses) {
      if (diagnosis.top().severity() == Severity.INFO) {
        LOG.info("{}", DiagnosisText.line(diagnosis));
      } else {
        LOG.warn("{}", DiagnosisText.line(diagnosis));
      }
      recorder.diagnosis(RecordedDiagnosis.of(diagnosis));
    }
  }

  private void tellDrops() {
    long routine = queue.droppedRoutine();
    long others = queue.dropped();
    if (!toldDrops && routine + others > 0) {
      toldDrops = true;
      String text =
          "events came faster than they could be looked at; left out so far: "
              + routine
              + " reports and tasks that ended well, "
              + others
              + " others";
      LOG.warn("Headroom: {}", text);
      recorder.note(new CapabilityNote("driver", System.currentTimeMillis(), text));
    }
  }

  private void tellProblem(Throwable problem) {
    if (!toldProblem) {
      toldProblem = true;
      LOG.warn("Headroom: could not explain what happened", problem);
    }
  }

  private void wake() {
    LockSupport.unpark(thread);
  }

  /** Waits until the application's end has been dealt with; false if that takes longer. */
  boolean awaitEnd(Duration most) {
    wake();
    try {
      return done.await(most.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Ends the thread, after it has told what is left. Waits for that no longer than 2 s. */
  @Override
  public void close() {
    stopping = true;
    if (!awaitEnd(LAST_WORDS)) {
      LOG.info("Headroom: what was left to explain took too long and is not told");
      silence();
    }
  }

  /** Ends the thread, or never starts it, without a further word. */
  void silence() {
    queue.shut();
    silenced = true;
    stopping = true;
    done.countDown();
    wake();
  }
}
