/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.fault;

import io.headroom.spark.it.run.Variant;
import io.headroom.spark.it.workload.PythonGrowth;
import io.headroom.spark.it.workload.Sizing;
import io.headroom.spark.it.workload.Workload;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A PySpark worker outgrows the container. It is by far the largest process in it, so the kernel
 * kills it and the executor lives on.
 */
record PythonChildKill() implements Fault {
  @Override
  public String name() {
    return "python-kill";
  }

  @Override
  public String description() {
    return workload().description() + ", in a container of 896 MiB";
  }

  @Override
  public String cause() {
    return "python-oom-kill";
  }

  @Override
  public Set<String> lookAlikes() {
    return Set.of("python-crash");
  }

  @Override
  public Pattern words() {
    return Pattern.compile("Python worker exited unexpectedly \\(crashed\\)");
  }

  @Override
  public Workload workload() {
    return new PythonGrowth(name(), new Sizing(1, 1, 512, 896), 1, 1000, 4);
  }

  @Override
  public Variant withPlugin() {
    return Variant.OBSERVE;
  }
}
