/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.doctor;

import io.headroom.spark.record.Facts;
import io.headroom.spark.record.JobFailed;
import io.headroom.spark.record.StageEnded;
import java.io.IOException;

/** Stages and jobs that ended. */
final class StageEvents {
  private StageEvents() {}

  static void completed(JsonFields fields, Facts facts) throws IOException {
    while (fields.next()) {
      if (fields.name().equals("Stage Info")) {
        fields.enter();
        facts.stageEnded(stage(fields));
      }
    }
  }

  private static StageEnded stage(JsonFields fields) throws IOException {
    int id = -1;
    int attempt = 0;
    String name = "";
    int tasks = 0;
    int profile = 0;
    String reason = "";
    long start = 0;
    long end = 0;
    while (fields.next()) {
      switch (fields.name()) {
        case "Stage ID" -> id = fields.integer(-1);
        case "Stage Attempt ID" -> attempt = fields.integer(0);
        case "Stage Name" -> name = LongText.cut(fields.text());
        case "Number of Tasks" -> tasks = fields.integer(0);
        case "Resource Profile Id" -> profile = fields.integer(0);
        case "Failure Reason" -> reason = LongText.cut(fields.text());
        case "Submission Time" -> start = fields.number(0);
        case "Completion Time" -> end = fields.number(0);
        default -> {}
      }
    }
    return new StageEnded(id, attempt, name, tasks, profile, reason, start, end);
  }

  static void jobEnded(JsonFields fields, Facts facts) throws IOException {
    int job = -1;
    long time = 0;
    boolean failed = false;
    String message = "";
    while (fields.next()) {
      switch (fields.name()) {
        case "Job ID" -> job = fields.integer(-1);
        case "Completion Time" -> time = fields.number(0);
        case "Job Result" -> {
          for (fields.enter(); fields.next(); ) {
            switch (fields.name()) {
              case "Result" -> failed = fields.text().equals("JobFailed");
              case "Exception" -> message = exceptionMessage(fields);
              default -> {}
            }
          }
        }
        default -> {}
      }
    }
    if (failed) {
      facts.jobFailed(new JobFailed(job, message, time));
    }
  }

  private static String exceptionMessage(JsonFields fields) throws IOException {
    String message = "";
    for (fields.enter(); fields.next(); ) {
      if (fields.name().equals("Message")) {
        message = LongText.cut(fields.text());
      }
    }
    return message;
  }
}
