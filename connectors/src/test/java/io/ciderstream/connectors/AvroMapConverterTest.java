package io.ciderstream.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.connectors.values.UnreadAvro;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;

class AvroMapConverterTest {
  private static final Map<String, Object> REGISTRY =
      Map.of("schema.registry.url", "mock://converter");

  @Test
  void shouldReadADescriptorAsAMap() {
    Map<?, ?> map = (Map<?, ?>) converter(REGISTRY).toConnectData("t", bytes()).value();
    assertThat(map.get("vector")).isEqualTo(new float[] {0.25f, -1});
    assertThat(((Map<?, ?>) map.get("model")).get("hash")).isEqualTo("ab");
    assertThat(((Map<?, ?>) map.get("metadata")).get("city")).isEqualTo("Bern");
    assertThat(map.get("captured_at")).isEqualTo(42L);
    assertThat(((Map<?, ?>) map.get("source")).get("timestamp")).isEqualTo(43L);
  }

  @Test
  void shouldReadATombstoneAsNull() {
    assertThat(converter(REGISTRY).toConnectData("t", null).value()).isNull();
  }

  @Test
  void shouldHandOnWhatIsNoAvroForTheTaskToReport() {
    AvroMapConverter converter = converter(REGISTRY);
    byte[] cut = Arrays.copyOf(bytes(), 20);
    byte[] endlessNumber = Arrays.copyOf(bytes(), 30);
    Arrays.fill(endlessNumber, 5, 30, (byte) -1);
    byte[] hugeText = Arrays.copyOf(bytes(), 11);
    System.arraycopy(new byte[] {-2, -1, -1, -1, 15}, 0, hugeText, 5, 5);
    for (byte[] value :
        new byte[][] {{1, 2, 3, 4, 5, 6}, {}, {0, 0, 0, 9, 9, 1}, cut, endlessNumber, hugeText}) {
      UnreadAvro unread = (UnreadAvro) converter.toConnectData("t", value).value();
      assertThat(unread.bytes()).isEqualTo(value.length);
      assertThatThrownBy(unread::read).hasMessageContaining("AVRO_INVALID");
    }
  }

  @Test
  void shouldHandOnWhatNestsTooDeeply() {
    AvroMapConverter converter = converter(REGISTRY);
    byte[] value = ByteBuffer.allocate(1 << 20).put((byte) 0).putInt(nested()).array();
    Arrays.fill(value, 5, value.length, (byte) 2);
    assertThatThrownBy(((UnreadAvro) converter.toConnectData("t", value).value())::read)
        .hasMessageContaining("AVRO_INVALID");
  }

  private static int nested() {
    Schema node =
        new SchemaParser()
            .parse(
                """
                {"type": "record", "name": "Node",
                 "fields": [{"name": "next", "type": ["null", "Node"]}]}
                """)
            .mainSchema();
    try {
      return MockSchemaRegistry.getClientForScope("converter")
          .register("node", new AvroSchema(node));
    } catch (IOException | RestClientException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void shouldWriteNothingButTheNullOfADeadLetter() {
    AvroMapConverter converter = converter(REGISTRY);
    assertThat(converter.fromConnectData("t", null, null)).isNull();
    assertThatThrownBy(() -> converter.fromConnectData("t", null, "x"))
        .isInstanceOf(DataException.class);
  }

  @Test
  void shouldHandOnUnreadWhatTheRegistryCannotExplainNow() {
    AvroMapConverter converter = converter(Map.of("schema.registry.url", "http://127.0.0.1:1"));
    Object value = converter.toConnectData("t", bytes()).value();
    assertThat(value).isInstanceOf(UnreadAvro.class);
    assertThatThrownBy(((UnreadAvro) value)::read)
        .hasMessageContainingAll("REGISTRY_UNAVAILABLE", "schema.registry.url");
  }

  private static AvroMapConverter converter(Map<String, Object> settings) {
    AvroMapConverter converter = new AvroMapConverter();
    converter.configure(settings, false);
    return converter;
  }

  private static byte[] bytes() {
    try (KafkaAvroSerializer serializer = new KafkaAvroSerializer()) {
      serializer.configure(REGISTRY, false);
      return serializer.serialize("t", Descriptors.of(7, "ab", 0.25f, -1));
    }
  }
}
