/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.workload;

import io.headroom.spark.it.tpch.TpchData;
import java.util.List;

/** Generates TPC-H data once, before the runs that read it. */
record Preparation(String name, double scale, List<String> tables, int parts) implements Workload {
  @Override
  public String description() {
    return "generates TPC-H data of scale " + scale;
  }

  @Override
  public Sizing sizing() {
    return new Sizing(1, 2, 1024, 4096);
  }

  @Override
  public String run(RunContext context) throws Exception {
    new TpchData(scale).generate(context.session(), tables, parts);
    return "";
  }
}
