/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import io.headroom.spark.explain.Incident;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Kubernetes said of the containers of an executor's pod ({@code ExecutorPodsLifecycleManager}
 * writes one block for each, sidecars included; Spark 3.5 takes the exit code of any of them).
 *
 * @param name of the container
 * @param exitCode −1 where not told
 * @param reason such as OOMKilled or Error; empty where not told
 */
record ContainerStatuses(String name, int exitCode, String reason) {
  private static final Pattern BLOCK =
      Pattern.compile("container name: (\\S+)(.*?)(?=container name: |\\z)", Pattern.DOTALL);
  private static final Pattern CODE = Pattern.compile("exit code: (\\d{1,9})(?!\\d)");
  private static final Pattern REASON = Pattern.compile("termination reason: (\\w+)");

  /** The executor's own container; empty where Kubernetes told of none. */
  static Optional<ContainerStatuses> ofExecutor(Incident incident) {
    List<ContainerStatuses> all = all(incident);
    if (all.size() == 1) {
      return Optional.of(all.get(0));
    }
    String name =
        incident
            .application()
            .conf("spark.kubernetes.executor.podTemplateContainerName")
            .orElse("spark-kubernetes-executor");
    return all.stream()
        .filter(
            status -> status.name.equals(name) || status.name.equals("spark-kubernetes-executor"))
        .findFirst();
  }

  /** Of all containers of the pod, as told first. */
  static List<ContainerStatuses> all(Incident incident) {
    List<ContainerStatuses> all = new ArrayList<>();
    for (String text : incident.lossTexts()) {
      Matcher block = BLOCK.matcher(text);
      while (block.find()) {
        Matcher code = CODE.matcher(block.group(2));
        Matcher reason = REASON.matcher(block.group(2));
        all.add(
            new ContainerStatuses(
                block.group(1),
                code.find() ? Integer.parseInt(code.group(1)) : -1,
                reason.find() ? reason.group(1) : ""));
      }
      if (!all.isEmpty()) {
        return all;
      }
    }
    return all;
  }

  boolean oomKilled() {
    return reason.equals("OOMKilled");
  }
}
