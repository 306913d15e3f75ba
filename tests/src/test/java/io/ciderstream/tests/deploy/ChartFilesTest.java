package io.ciderstream.tests.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ciderstream.cli.settings.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;

/**
 * Files of the chart that repeat what is defined elsewhere. Run with {@code
 * -Dcider.docs.write=true} to write them again.
 */
class ChartFilesTest {
  private static final Path CHART = Path.of("../deploy/helm/cider-stream");
  private static final Path ALERTS = Path.of("../deploy/prometheus/alerts.yml");

  @Test
  void shouldTakeEverySettingButPasswords() throws IOException {
    Path file = CHART.resolve("values.schema.json");
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode schema = (ObjectNode) mapper.readTree(file.toFile());
    ArrayNode names = (ArrayNode) schema.at("/definitions/settings/propertyNames").get("enum");
    names.removeAll();
    Catalogue.DEFINITION.configKeys().values().stream()
        .filter(key -> key.type != ConfigDef.Type.PASSWORD)
        .map(key -> key.name)
        .sorted()
        .forEach(names::add);
    check(file, mapper.writerWithDefaultPrettyPrinter().writeValueAsString(schema) + "\n");
  }

  @Test
  void shouldHoldTheAlertsOfTheComposeFile() throws IOException {
    check(CHART.resolve("files/alerts.yml"), Files.readString(ALERTS));
  }

  private static void check(Path file, String expected) throws IOException {
    if (Boolean.getBoolean("cider.docs.write")) {
      Files.writeString(file, expected);
    }
    assertThat(Files.readString(file))
        .as("run the test with -Dcider.docs.write=true to write %s anew", file)
        .isEqualTo(expected);
  }
}
