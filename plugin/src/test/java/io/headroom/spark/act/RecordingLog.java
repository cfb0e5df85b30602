/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.act;

import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.helpers.MessageFormatter;

/** A logger that keeps its lines, as they would be printed. */
public final class RecordingLog {
  private final List<String> lines = new CopyOnWriteArrayList<>();

  /** The logger to hand over. */
  public Logger logger() {
    return (Logger)
        Proxy.newProxyInstance(
            Logger.class.getClassLoader(),
            new Class<?>[] {Logger.class},
            (proxy, method, args) -> {
              if (args != null && args.length > 0 && args[0] instanceof String format) {
                Object[] rest =
                    args.length == 2 && args[1] instanceof Object[] array
                        ? array
                        : Arrays.copyOfRange(args, 1, args.length);
                lines.add(MessageFormatter.arrayFormat(format, rest).getMessage());
              }
              return method.getReturnType() == boolean.class ? Boolean.TRUE : null;
            });
  }

  public List<String> lines() {
    return lines;
  }
}
