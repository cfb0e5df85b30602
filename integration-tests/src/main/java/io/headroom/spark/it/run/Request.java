/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.it.run;

import io.headroom.spark.it.workload.Workload;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.apache.commons.lang3.SerializationUtils;

/**
 * What a driver process is asked to run.
 *
 * @param workload the {@link io.headroom.spark.it.workload.Workload}, serialized, in Base64
 * @param conf Spark's configuration, complete
 * @param scratch a directory of this run's own
 * @param timeoutSeconds after which the run is given up
 */
record Request(String workload, Map<String, String> conf, String scratch, long timeoutSeconds) {

  static Request of(Workload workload, Map<String, String> conf, Path scratch) {
    long seconds = workload.timeout().toSeconds();
    String serialized = Base64.getEncoder().encodeToString(SerializationUtils.serialize(workload));
    return new Request(serialized, conf, scratch.toString(), seconds);
  }

  Workload revive() {
    return SerializationUtils.deserialize(Base64.getDecoder().decode(workload));
  }
}
