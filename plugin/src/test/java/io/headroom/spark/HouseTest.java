/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

/** The house has one direction of flow: sense, judge, act. */
@AnalyzeClasses(packages = "io.headroom.spark", importOptions = HouseTest.NoTests.class)
class HouseTest {
  /** ArchUnit's own option does not know the second Scala version's test-classes-2.12. */
  static final class NoTests implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("/test-classes");
    }
  }

  @ArchTest
  static final ArchRule senseAndJudgeKnowNeitherSparkNorScalaNorAct =
      noClasses()
          .that()
          .resideInAnyPackage("io.headroom.spark.sense..", "io.headroom.spark.judge..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.spark..",
              "scala..",
              "io.headroom.spark.act..",
              "io.headroom.spark.sql..",
              "io.headroom.spark.streaming..",
              "io.headroom.spark.executor..",
              "io.headroom.spark.driver..");

  @ArchTest
  static final ArchRule senseDoesNotKnowJudge =
      noClasses()
          .that()
          .resideInAPackage("io.headroom.spark.sense..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.headroom.spark.judge..");

  @ArchTest
  static final ArchRule judgeReadsNoFile =
      noClasses()
          .that()
          .resideInAPackage("io.headroom.spark.judge..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.io..", "java.nio..", "java.lang.management..", "java.net..");

  @ArchTest
  static final ArchRule judgeHasNoClockAndNoThreadOfItsOwn =
      noClasses()
          .that()
          .resideInAPackage("io.headroom.spark.judge..")
          .should()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Clock.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Thread.class)
          .orShould()
          .dependOnClassesThat()
          .resideInAPackage("java.util.concurrent..");

  @ArchTest
  static final ArchRule factsAndCausesKnowNoSpark =
      noClasses()
          .that()
          .resideInAnyPackage("io.headroom.spark.record..", "io.headroom.spark.explain..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..", "scala..");

  @ArchTest
  static final ArchRule noCycles =
      slices().matching("io.headroom.spark.(*)..").should().beFreeOfCycles();
}
