package io.ciderstream.tests;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;

@AnalyzeClasses(
    packages = "io.ciderstream",
    importOptions = {ImportOption.DoNotIncludeTests.class})
class ArchitectureTest {
  private static final String[] SERVING = {
    "io.ciderstream.embedding..",
    "io.ciderstream.index..",
    "io.ciderstream.streams..",
    "io.ciderstream.connectors.."
  };

  @ArchTest
  static final ArchRule modulesDependOneWay =
      slices()
          .matching("io.ciderstream.(*)..")
          .should()
          .beFreeOfCycles()
          .because(
              "dependencies point one way; move what both sides need to the lower module (schemas,"
                  + " embedding, index)");

  @ArchTest
  static final ArchRule schemasKnowNothing =
      noClasses()
          .that()
          .resideInAPackage("io.ciderstream.schemas..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.ciderstream.client..",
              "io.ciderstream.embedding..",
              "io.ciderstream.index..",
              "io.ciderstream.streams..",
              "io.ciderstream.connectors..",
              "io.ciderstream.train..",
              "io.ciderstream.servers..",
              "io.ciderstream.console..",
              "io.ciderstream.trials..",
              "io.ciderstream.cli..")
          .because("every module depends on schemas; move the code up");

  @ArchTest
  static final ArchRule embeddingIsPureInference =
      noClasses()
          .that()
          .resideInAPackage("io.ciderstream.embedding..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..", "io.milvus..", "io.ciderstream.index..")
          .because("an image goes in and a descriptor comes out; do transport in streams");

  @ArchTest
  static final ArchRule indexKnowsNoKafka =
      noClasses()
          .that()
          .resideInAPackage("io.ciderstream.index..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..", "io.ciderstream.embedding..")
          .because(
              "the index is fed by whoever has changes; do transport in connectors or streams");

  @ArchTest
  static final ArchRule theConsoleIsAClientLikeAnyOther =
      noClasses()
          .that()
          .resideInAPackage("io.ciderstream.console..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.ciderstream.embedding..",
              "io.ciderstream.index..",
              "io.ciderstream.streams..",
              "io.ciderstream.connectors..",
              "io.ciderstream.train..",
              "io.ciderstream.servers..",
              "io.ciderstream.trials..",
              "io.ciderstream.cli..")
          .because("it knows the topics only; pass in what it needs from cli, as Thumbnails are");

  @ArchTest
  static final ArchRule onlyTheIndexTalksToMilvus =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.ciderstream.index..", "io.ciderstream.trials.baseline..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.milvus..")
          .because(
              "the rules for keys and deadlines live in index; add what you need there. Only the"
                  + " baseline of a benchmark calls the SDK itself, as that is what it measures");

  @ArchTest
  static final ArchRule servingKnowsNoServers =
      noClasses()
          .that()
          .resideInAnyPackage(SERVING)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.ciderstream.servers..",
              "io.ciderstream.train..",
              "io.ciderstream.trials..",
              "io.ciderstream.cli..")
          .because("roles run against given addresses; start servers in cli");

  @ArchTest
  static final ArchRule everyPackageSaysWhatItIsFor =
      ArchRuleDefinition.classes()
          .that()
          .resideOutsideOfPackage("io.ciderstream.schemas.avro..")
          .should(haveAPackageInfo())
          .because("a newcomer reads package-info.java first; add one");

  private static ArchCondition<JavaClass> haveAPackageInfo() {
    return new ArchCondition<>("live in a package with a package-info.java") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        if (type.getPackage().tryGetPackageInfo().isEmpty()) {
          events.add(SimpleConditionEvent.violated(type, type.getPackageName() + " has none"));
        }
      }
    };
  }
}
