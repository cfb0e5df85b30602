/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

/**
 * What every part of the joiner reads: the traces of executors and driver, the kernel's kills, the
 * last exceptions, who is which process, and what waits to be told.
 */
record Evidence(
    ApplicationView application,
    Traces traces,
    KernelKills kills,
    RecentFailures failures,
    Processes processes,
    Drafts drafts) {
  Evidence(ApplicationView application) {
    this(
        application,
        new Traces(),
        new KernelKills(),
        new RecentFailures(),
        new Processes(),
        new Drafts());
  }

  /** Where an executor runs or ran; empty where nobody said. */
  String host(String executorId) {
    if (executorId.isEmpty()) {
      return "";
    }
    String host = traces.of(executorId).host();
    return host.isEmpty() ? application.executor(executorId).host() : host;
  }
}
