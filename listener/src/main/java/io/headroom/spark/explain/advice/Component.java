/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.advice;

/** What an executor's memory is made of, and what is measured of it. */
public enum Component {
  HEAP_USED("heap used"),
  /** What the collector could not free; after a young collection it holds old garbage too. */
  HEAP_LIVE("heap live after collection"),
  METASPACE("metaspace"),
  CODE_CACHE("code cache"),
  /** Both together, as Spark's own {@code JVMOffHeapMemory} has them; not native memory. */
  METASPACE_AND_CODE("metaspace and code cache"),
  DIRECT("direct buffers"),
  MAPPED("mapped files"),
  /** A number, not bytes. */
  THREADS("threads"),
  PYTHON("Python workers"),
  /** The sum over the tasks that ran at that time; idle workers make it too large. */
  PYTHON_PER_TASK("Python workers per running task"),
  /** tmpfs files and other shared memory that the container is charged for. */
  SHMEM("tmpfs and shared memory"),
  /**
   * All that is charged and is not heap: hard memory less the heap that was touched. Without
   * Headroom: the JVM's resident memory less its heap, and Python's, each at its own peak.
   */
  BESIDE_HEAP("all beside the heap"),
  /**
   * What is left of {@link #BESIDE_HEAP} without metaspace, code cache, direct buffers, Python and
   * tmpfs: malloc'd memory, thread stacks, the collector's own, Spark's off-heap pages.
   */
  NATIVE_REST("native rest"),
  /**
   * All that is charged and cannot be dropped. Without Headroom: resident memory of the process
   * tree, which leaves out tmpfs and counts shared pages twice.
   */
  HARD("hard memory"),
  /** The largest execution memory of any one task. */
  EXECUTION("execution memory of a task");

  private final String title;

  Component(String title) {
    this.title = title;
  }

  /** As it is called in a sentence. */
  public String title() {
    return title;
  }
}
