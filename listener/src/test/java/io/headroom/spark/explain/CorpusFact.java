/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headroom.spark.record.Facts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * One fact of a case.
 *
 * @param timeMillis when it was told; that of the fact before where it has no time of its own
 * @param method of {@link Facts} that takes it
 * @param argument a record, or a time for {@link Facts#applicationEnded}
 */
record CorpusFact(long timeMillis, Method method, Object argument) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  static List<CorpusFact> all(JsonNode facts, boolean sort) {
    List<CorpusFact> all = new ArrayList<>();
    // A log tells the configuration before anything that has a time.
    long before = firstTime(facts);
    for (JsonNode fact : facts) {
      if (fact.size() != 1) {
        throw new IllegalArgumentException("A fact has one member: " + fact);
      }
      String name = fact.fieldNames().next();
      JsonNode value = fact.get(name);
      if (name.equals("reports")) {
        for (ObjectNode report : ReportRun.of(value)) {
          all.add(one("report", report, before));
        }
      } else {
        all.add(one(name, value, before));
      }
      before = all.get(all.size() - 1).timeMillis;
    }
    if (sort) {
      all.sort(Comparator.comparingLong(CorpusFact::timeMillis));
    }
    return all;
  }

  private static long firstTime(JsonNode facts) {
    for (JsonNode fact : facts) {
      long time = timeOf(fact.iterator().next(), 0);
      if (time > 0) {
        return time;
      }
    }
    throw new IllegalArgumentException("No fact has a time");
  }

  private static long timeOf(JsonNode value, long otherwise) {
    for (String name : List.of("timeMillis", "startMillis", "fromMillis")) {
      if (value.has(name)) {
        return value.get(name).asLong();
      }
    }
    return otherwise;
  }

  private static CorpusFact one(String name, JsonNode value, long before) {
    Method method =
        Arrays.stream(Facts.class.getMethods())
            .filter(m -> m.getName().equals(name))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("Facts has no " + name));
    Class<?> type = method.getParameterTypes()[0];
    long time = timeOf(value, before);
    if (type == long.class) {
      return new CorpusFact(time, method, time);
    }
    try {
      UnknownFields.fill((ObjectNode) value, type);
      return new CorpusFact(time, method, MAPPER.treeToValue(value, type));
    } catch (IOException e) {
      throw new UncheckedIOException(name + " " + value, e);
    }
  }

  void tell(Facts facts) {
    try {
      method.invoke(facts, argument);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(method.getName() + " " + argument, e.getCause());
    }
  }
}
