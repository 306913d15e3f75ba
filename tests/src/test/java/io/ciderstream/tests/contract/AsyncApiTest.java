package io.ciderstream.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.schemas.HeaderNames;
import io.ciderstream.schemas.MetadataHeaders;
import io.ciderstream.schemas.Topics;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** Run with {@code -Dcider.docs.write=true} to write the document again. */
class AsyncApiTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "reference", "asyncapi.yaml");

  @Test
  void shouldSayWhatTheCodeSays() throws IOException {
    if (Boolean.getBoolean("cider.docs.write")) {
      Files.writeString(DOCUMENT, AsyncApi.yaml());
    }
    assertThat(DOCUMENT)
        .as("run the test with -Dcider.docs.write=true to write it anew")
        .hasContent(AsyncApi.yaml());
  }

  @Test
  void shouldDescribeEveryHeader() {
    List<String> names =
        Arrays.stream(HeaderNames.class.getFields())
            .filter(field -> field.getType() == String.class)
            .filter(field -> !field.getName().equals("ACCEPT_JSON"))
            .map(AsyncApiTest::value)
            .map(name -> MetadataHeaders.PREFIXES.contains(name) ? name + "<name>" : name)
            .toList();
    assertThat(ContractHeaders.all()).containsOnlyKeys(names);
    String document = AsyncApi.yaml();
    assertThat(names).allSatisfy(name -> assertThat(document).contains(name + ":"));
  }

  @Test
  void shouldHaveAChannelForEveryTopicAndNoDanglingReference() {
    Map<String, Object> document = new Yaml().load(AsyncApi.yaml());
    Map<?, ?> channels = (Map<?, ?>) document.get("channels");
    List<Object> addresses = new ArrayList<>();
    channels.values().forEach(channel -> addresses.add(((Map<?, ?>) channel).get("address")));
    assertThat(addresses)
        .containsExactlyInAnyOrderElementsOf(List.<Object>copyOf(Topics.DEFAULT.all()));
    List<String> references = new ArrayList<>();
    collect(document, references);
    assertThat(references)
        .isNotEmpty()
        .allSatisfy(reference -> assertThat(find(document, reference)).isNotNull());
  }

  private static Object find(Object document, String reference) {
    Object at = document;
    for (String step : reference.substring(2).split("/")) {
      at = at instanceof Map<?, ?> map ? map.get(step) : null;
    }
    return at;
  }

  private static void collect(Object node, List<String> references) {
    switch (node) {
      case Map<?, ?> map -> {
        if (map.get("$ref") instanceof String reference) {
          references.add(reference);
        }
        map.values().forEach(value -> collect(value, references));
      }
      case List<?> list -> list.forEach(value -> collect(value, references));
      case null, default -> {}
    }
  }

  private static String value(Field field) {
    try {
      return (String) field.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
