/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.doctor;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Walks the fields of a JSON object and of the objects within it that the caller enters. What is
 * absent, null or of another type than asked for reads as the default: versions of Spark differ in
 * what they write.
 *
 * <pre>{@code
 * while (fields.next()) {
 *   switch (fields.name()) {
 *     case "Stage ID" -> stage = fields.integer(-1);
 *     case "Task Info" -> { for (fields.enter(); fields.next(); ) … }
 *     default -> {}
 *   }
 * }
 * }</pre>
 */
final class JsonFields {
  private final JsonParser parser;
  private String name;
  private boolean entered;
  private boolean none;

  /** Wraps a parser that stands at an object's begin. */
  JsonFields(JsonParser parser) {
    this.parser = parser;
    enter();
  }

  /** Goes to the next field of the object at hand; false at its end. */
  boolean next() throws IOException {
    if (none) {
      none = false;
      return false;
    }
    if (!entered && parser.currentToken().isStructStart()) {
      parser.skipChildren();
    }
    entered = false;
    name = parser.nextFieldName();
    if (name == null) {
      return false;
    }
    parser.nextToken();
    return true;
  }

  /** Name of the field at hand. */
  String name() {
    return name;
  }

  /**
   * Makes the value at hand the object whose fields come next; one without fields if it is none.
   */
  void enter() {
    entered = parser.currentToken() == JsonToken.START_OBJECT;
    none = !entered;
  }

  /** A string; empty for what is none. */
  String text() throws IOException {
    return parser.currentToken() == JsonToken.VALUE_STRING ? parser.getText() : "";
  }

  /** A number; the default for what is none or does not fit. */
  long number(long otherwise) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_NUMBER_FLOAT) {
      return (long) parser.getDoubleValue();
    }
    if (token == JsonToken.VALUE_NUMBER_INT
        && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      return parser.getLongValue();
    }
    return otherwise;
  }

  /** The same for what is counted in ints; a number that does not fit is the default. */
  int integer(int otherwise) throws IOException {
    long number = number(otherwise);
    return number == (int) number ? (int) number : otherwise;
  }

  boolean isTrue() {
    return parser.currentToken() == JsonToken.VALUE_TRUE;
  }

  /** An object of strings; other values are left out. */
  Map<String, String> texts() throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    for (enter(); next(); ) {
      if (parser.currentToken() == JsonToken.VALUE_STRING) {
        texts.put(name, parser.getText());
      }
    }
    return texts;
  }

  /** An object of numbers; other values are left out. */
  Map<String, Long> numbers() throws IOException {
    Map<String, Long> numbers = new LinkedHashMap<>();
    for (enter(); next(); ) {
      if (parser.currentToken().isNumeric()) {
        numbers.put(name, number(0));
      }
    }
    return numbers;
  }
}
