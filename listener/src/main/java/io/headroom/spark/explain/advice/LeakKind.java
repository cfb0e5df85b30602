/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

/** What may leak, and how to see what keeps it. */
enum LeakKind {
  HEAP(
      "The heap may leak",
      "the heap that lives after collections",
      "If cached data does not grow as much (Storage tab), take a heap dump: set"
          + " spark.headroom.dump.dir to a directory with room, or run jcmd <pid> GC.heap_dump"
          + " <file> on that host."),
  NATIVE(
      "Native memory may leak",
      "native memory, while no task ran,",
      "To see whose it is, start executors with -XX:NativeMemoryTracking=summary and compare jcmd"
          + " <pid> VM.native_memory summary over time; with spark.headroom.dump.dir set, Headroom"
          + " writes that summary. What it does not show is a native library's own."),
  PYTHON(
      "Python workers may leak",
      "the memory of Python workers, while no task ran,",
      "Workers are kept for the next task: with spark.python.worker.reuse false each task begins"
          + " with a fresh one; if that ends the rise, a module-level object of the UDF grows.");

  private final String headline;
  private final String subject;
  private final String remedy;

  LeakKind(String headline, String subject, String remedy) {
    this.headline = headline;
    this.subject = subject;
    this.remedy = remedy;
  }

  String headline() {
    return headline;
  }

  /** As the subject of a sentence. */
  String subject() {
    return subject;
  }

  /** How to find out more, and what to do. */
  String remedy() {
    return remedy;
  }
}
