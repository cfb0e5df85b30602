/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.executor;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.function.Supplier;
import org.apache.spark.api.plugin.PluginContext;
import org.junit.jupiter.api.Test;

class HostNameTest {
  /** As in a real executor of Spark 4.1, where asking for the name fails. */
  private static PluginContext failing() {
    return context(
        () -> {
          throw new NullPointerException("no RPC address");
        });
  }

  private static PluginContext context(Supplier<String> name) {
    return (PluginContext)
        Proxy.newProxyInstance(
            HostNameTest.class.getClassLoader(),
            new Class<?>[] {PluginContext.class},
            (proxy, method, arguments) -> method.getName().equals("hostname") ? name.get() : null);
  }

  @Test
  void takesTheCommandLineOfAnExecutor() {
    String command = "org.apache.spark.executor.X --executor-id 1 --hostname 10.0.0.7 --cores 4";
    assertThat(HostName.of(failing(), command)).isEqualTo("10.0.0.7");
  }

  @Test
  void asksSparkWhereTheCommandLineDoesNotTell() {
    assertThat(HostName.of(context(() -> "here"), null)).isEqualTo("here");
  }

  @Test
  void isUnknownWhereNobodyTells() {
    assertThat(HostName.of(failing(), "other")).isEqualTo("unknown");
  }
}
