package io.ciderstream.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The registry client as {@code src/build/RegistryClient.java} takes it. */
class RegistryClientTest {
  private final ClassLoader loader = getClass().getClassLoader();

  @Test
  void shouldLinkWithTheLibrariesOfTheClassPath() throws Exception {
    Path classes =
        Path.of(
            KafkaAvroSerializer.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<String> names = Files.isDirectory(classes) ? names(classes) : List.of();
    for (String name : names) {
      if (name.contains(".oauth.")) {
        continue; // no setting leads to it; it needs internal classes of Kafka before 4.0
      }
      Class<?> found = Class.forName(name, false, loader);
      // these resolve every type that the class shows
      assertThat(found.getDeclaredMethods()).isNotNull();
      assertThat(found.getDeclaredFields()).isNotNull();
      assertThat(found.getDeclaredConstructors()).isNotNull();
    }
    assertThat(names).as("%s", classes).hasSizeBetween(150, 250);
    assertThat(loader.getResource("org/apache/pinot")).isNull();
  }

  @Test
  void shouldTellItsVersionToScanners() {
    assertThat(
            loader.getResource("META-INF/maven/io.confluent/kafka-avro-serializer/pom.properties"))
        .isNotNull();
  }

  private static List<String> names(Path classes) throws IOException {
    try (var files = Files.walk(classes.resolve("io/confluent"))) {
      return files
          .map(file -> classes.relativize(file).toString())
          .filter(file -> file.endsWith(".class"))
          .map(file -> file.substring(0, file.length() - ".class".length()).replace('/', '.'))
          .toList();
    }
  }
}
