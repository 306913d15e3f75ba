package io.ciderstream.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaRegistryIT {
  private static final String BODY = "{\"schema\":\"{\\\"type\\\":\\\"%s\\\"}\"}";

  @Test
  void shouldKeepSchemaIdsOverAKill(@TempDir Path folder) throws Exception {
    ServerHome home = ServerHome.fromSystemProperty();
    String first;
    SchemaRegistry registry = SchemaRegistry.start(home, folder, 0);
    register(registry, "other-value", "long");
    first = register(registry, "images-value", "string");
    registry.kill();
    try (SchemaRegistry again = SchemaRegistry.start(home, folder, 0)) {
      assertThat(register(again, "images-value", "string")).isEqualTo(first).contains("\"id\":");
    }
  }

  private static String register(SchemaRegistry registry, String subject, String type)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(
                      URI.create(registry.address() + "/subjects/" + subject + "/versions"))
                  .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                  .POST(HttpRequest.BodyPublishers.ofString(BODY.formatted(type)))
                  .build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }
}
