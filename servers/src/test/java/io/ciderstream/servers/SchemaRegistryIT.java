package io.ciderstream.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class SchemaRegistryIT {
  private static final AvroSchema ONE = record("{\"name\":\"a\",\"type\":\"string\"}");
  private static final AvroSchema MORE =
      record(
          "{\"name\":\"a\",\"type\":\"string\"},{\"name\":\"b\",\"type\":\"long\",\"default\":0}");
  private static final AvroSchema OTHER = record("{\"name\":\"a\",\"type\":\"long\"}");

  private final ServerHome home = ServerHome.fromSystemProperty();

  @Test
  void shouldKeepIdsAndRefuseTheIncompatibleOverAKill(@TempDir Path folder) throws Exception {
    SchemaRegistry registry = SchemaRegistry.start(home, folder, 0);
    SchemaRegistryClient client = client(registry);
    client.register("other-value", OTHER);
    int one = client.register("images-value", ONE);
    client.updateCompatibility("images-value", "FULL_TRANSITIVE");
    int more = client.register("images-value", MORE);
    registry.kill();

    int port = URI.create(registry.address()).getPort();
    try (SchemaRegistry again = SchemaRegistry.start(home, folder, port)) {
      SchemaRegistryClient fresh = client(again);
      assertThat(fresh.getSchemaById(one)).isEqualTo(ONE);
      assertThat(fresh.getId("images-value", MORE)).isEqualTo(more).isNotEqualTo(one);
      assertThat(fresh.getCompatibility("images-value")).isEqualTo("FULL_TRANSITIVE");
      assertThatThrownBy(() -> fresh.register("images-value", OTHER))
          .isInstanceOfSatisfying(
              RestClientException.class, e -> assertThat(e.getStatus()).isEqualTo(409));
    }
  }

  @Test
  void shouldEndTheRegistryOnItsPortThatAKilledJvmLeftBehind(@TempDir Path folder)
      throws Exception {
    SchemaRegistry orphan = SchemaRegistry.start(home, folder, 0);
    int id = client(orphan).register("images-value", ONE);
    int port = URI.create(orphan.address()).getPort();
    try (SchemaRegistry again = SchemaRegistry.start(home, folder, port)) {
      assertThat(client(again).getId("images-value", ONE)).isEqualTo(id);
    }
  }

  private static SchemaRegistryClient client(SchemaRegistry registry) {
    return new CachedSchemaRegistryClient(registry.address(), 10);
  }

  private static AvroSchema record(String fields) {
    return new AvroSchema("{\"type\":\"record\",\"name\":\"R\",\"fields\":[%s]}".formatted(fields));
  }
}
