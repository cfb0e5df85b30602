/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.explain.cause;

import io.headroom.spark.explain.Cause;
import io.headroom.spark.explain.Confidence;
import io.headroom.spark.explain.Finding;
import io.headroom.spark.explain.Incident;
import io.headroom.spark.explain.Setting;
import io.headroom.spark.explain.Severity;
import io.headroom.spark.explain.advice.Advised;
import java.util.ArrayList;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A finding in the making. Used once, by one thread. */
final class FindingBuilder {
  private final Cause cause;
  private final Incident incident;
  private final Confidence confidence;
  private final List<String> evidence = new ArrayList<>();
  private final List<String> advice = new ArrayList<>();
  private final List<Setting> settings = new ArrayList<>();
  private Severity severity;
  private String sentence = "";

  FindingBuilder(Cause cause, Incident incident, Confidence confidence) {
    this.cause = cause;
    this.incident = incident;
    this.confidence = confidence;
    this.severity = endsApplication(incident) ? Severity.CRITICAL : Severity.WARNING;
  }

  /** Whether a job failed by it, and with the job most applications. */
  private static boolean endsApplication(Incident incident) {
    return incident.kind() == Incident.Kind.JOB_FAILED
        || incident.messages().stream().anyMatch(message -> message.contains("Job aborted"));
  }

  /** The sentence, in the manner of {@link Formatter}. */
  FindingBuilder says(String text, Object... parts) {
    sentence = parts.length == 0 ? text : new Formatter(Locale.ROOT).format(text, parts).toString();
    return this;
  }

  /** A line of evidence; empty ones are left out. */
  FindingBuilder saw(String line) {
    if (!line.isBlank()) {
      evidence.add(line.strip());
    }
    return this;
  }

  /** Something to do that no setting does. */
  FindingBuilder advise(String what) {
    advice.add(what);
    return this;
  }

  /**
   * Something to do, with its lines to paste; the first value told for a key stands, and what is in
   * force already is left out.
   */
  FindingBuilder advise(Advised advised) {
    advice.add(advised.sentence());
    for (Setting setting : advised.settings()) {
      boolean told = settings.stream().anyMatch(other -> other.key().equals(setting.key()));
      boolean inForce =
          incident.application().conf(setting.key()).filter(setting.value()::equals).isPresent();
      if (!told && !inForce) {
        settings.add(setting);
      }
    }
    return this;
  }

  FindingBuilder advise(Optional<Advised> advised) {
    advised.ifPresent(this::advise);
    return this;
  }

  FindingBuilder severity(Severity other) {
    severity = other;
    return this;
  }

  Optional<Finding> finding() {
    return Optional.of(
        new Finding(cause.id(), confidence, severity, sentence, evidence, advice, settings));
  }
}
