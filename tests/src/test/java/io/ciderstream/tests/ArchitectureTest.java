package io.ciderstream.tests;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import io.ciderstream.index.ChangeWriter;
import io.ciderstream.index.DescriptorScan;
import io.ciderstream.index.search.RowScan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;

@AnalyzeClasses(
    packages = "io.ciderstream",
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.ProductOnly.class})
class ArchitectureTest {
  /** Leaves out the test jars of the modules. */
  static final class ProductOnly implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  private static final String[] SERVING = modules("embedding", "index", "streams", "connectors");

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
  static final ArchRule packagesAreFreeOfCycles =
      slices()
          .matching("io.ciderstream.(**)")
          .should()
          .beFreeOfCycles()
          .because(
              "a package can be read and changed without its users; move the values that both sides"
                  + " need down, options next to the class that reads them, and what assembles the"
                  + " parts up");

  @ArchTest
  static final ArchRule publicTypesHaveDifferentNames =
      ArchRuleDefinition.classes()
          .that()
          .arePublic()
          .and()
          .areTopLevelClasses()
          .and()
          .resideOutsideOfPackage("io.ciderstream.schemas.avro..")
          .should(haveANameOfTheirOwn())
          .because(
              "a reader and an import must not confuse two types; rename one of them (the names of"
                  + " generated types are those of the public schemas)");

  @ArchTest
  static final ArchRule topicsAreReadFromTheirTail =
      noClasses()
          .that()
          .resideOutsideOfPackages(modules("trials", "rebuild"))
          .should()
          .accessTargetWhere(
              describe(
                  "seekToBeginning of a consumer",
                  access ->
                      access.getTarget().getName().equals("seekToBeginning")
                          && access.getTargetOwner().isAssignableTo(Consumer.class)))
          .because(
              "start-up must cost the same however many pictures there are; begin with TailStart,"
                  + " read one record at a known position, or ask the index (docs/design/growth.md)");

  @ArchTest
  static final ArchRule rolesReadNoWholeIndex =
      noClasses()
          .that()
          .resideInAnyPackage(
              modules("streams", "connectors", "console", "client", "monitoring", "cli"))
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(DescriptorScan.class, RowScan.class)
          .because(
              "a scan takes as long as there are pictures; ask for the rows of given ids, or for the"
                  + " nearest (docs/design/growth.md)");

  @ArchTest
  static final ArchRule fakesStayInTestJars =
      noClasses()
          .should()
          .haveSimpleNameStartingWith("Fake")
          .orShould()
          .haveSimpleNameStartingWith("InMemory")
          .because(
              "product jars hold no test code; move the class to src/test and share it by a test jar");

  @ArchTest
  static final ArchRule schemasKnowNothing =
      noClasses()
          .that()
          .resideInAPackage("io.ciderstream.schemas..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.ciderstream..")
                  .and(not(resideInAPackage("io.ciderstream.schemas.."))))
          .because("every module depends on schemas; move the code up");

  @ArchTest
  static final ArchRule theClientKnowsTheTopicsOnly =
      noClasses()
          .that()
          .resideInAPackage("io.ciderstream.client..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.ciderstream..")
                  .and(
                      not(
                          resideInAnyPackage(
                              "io.ciderstream.client..", "io.ciderstream.schemas.."))))
          .because(
              "applications embed the client with few dependencies; move the code up to its user, or"
                  + " down to schemas");

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
          .because("the index stores rows from any source; do transport in connectors or streams");

  @ArchTest
  static final ArchRule theConsoleIsAClientLikeAnyOther =
      noClasses()
          .that()
          .resideInAPackage("io.ciderstream.console..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              modules(
                  "embedding",
                  "index",
                  "streams",
                  "connectors",
                  "evaluation",
                  "overlap",
                  "train",
                  "servers",
                  "trials",
                  "cli"))
          .because("it knows the topics only; pass in what it needs from cli, as Thumbnails are");

  @ArchTest
  static final ArchRule integrityJudgesFromOutside =
      noClasses()
          .that()
          .resideInAPackage("io.ciderstream.integrity..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              modules(
                  "embedding",
                  "streams",
                  "connectors",
                  "console",
                  "monitoring",
                  "terminal",
                  "servers",
                  "trials",
                  "cli"))
          .because(
              "it must not share a mistake with the roles that it judges; read their topics and groups");

  @ArchTest
  static final ArchRule theIndexIsRepairedThroughTheLog =
      noClasses()
          .that()
          .resideInAPackage("io.ciderstream.integrity..")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(ChangeWriter.class)
          .orShould()
          .dependOnClassesThat()
          .resideInAPackage("io.ciderstream.index.write..")
          .because(
              "a row that no record stands for would be gone after a rebuild; append a record");

  @ArchTest
  static final ArchRule monitoringKnowsNoRole =
      noClasses()
          .that()
          .resideInAnyPackage("io.ciderstream.monitoring..", "io.ciderstream.terminal..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              modules(
                  "embedding",
                  "index",
                  "streams",
                  "connectors",
                  "evaluation",
                  "overlap",
                  "train",
                  "servers",
                  "console",
                  "trials",
                  "cli"))
          .because("every role and command shares it; pass in what it shows, as RoleState is");

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
          .resideInAnyPackage(modules("servers", "evaluation", "overlap", "train", "trials", "cli"))
          .because("roles run against given addresses; start servers in cli");

  @ArchTest
  static final ArchRule evaluationNeedsNoTraining =
      noClasses()
          .that()
          .resideInAnyPackage(modules("evaluation", "overlap"))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.bytedeco.pytorch..", "org.apache.kafka..", "io.ciderstream.train..")
          .because(
              "what is served is evaluated without libtorch; pass descriptors in, as after an epoch");

  @ArchTest
  static final ArchRule everyPackageSaysWhatItIsFor =
      ArchRuleDefinition.classes()
          .that()
          .resideOutsideOfPackage("io.ciderstream.schemas.avro..")
          .should(haveAPackageInfo())
          .because("a newcomer reads package-info.java first; add one");

  private static String[] modules(String... names) {
    return Arrays.stream(names).map("io.ciderstream.%s.."::formatted).toArray(String[]::new);
  }

  private static ArchCondition<JavaClass> haveANameOfTheirOwn() {
    return new ArchCondition<>("have a simple name that no other public type has") {
      private final Map<String, List<String>> types = new HashMap<>();

      @Override
      public void init(Collection<JavaClass> all) {
        all.forEach(
            type ->
                types
                    .computeIfAbsent(type.getSimpleName(), name -> new ArrayList<>())
                    .add(type.getName()));
      }

      @Override
      public void check(JavaClass type, ConditionEvents events) {
        List<String> namesakes = types.get(type.getSimpleName());
        if (namesakes.size() > 1 && namesakes.getFirst().equals(type.getName())) {
          events.add(SimpleConditionEvent.violated(type, "one name: " + namesakes));
        }
      }
    };
  }

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
