package io.ciderstream.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.connectors.values.UnreadAvro;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.util.Arrays;
import java.util.Map;
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
  void shouldRefuseWhatIsNoAvro() {
    AvroMapConverter converter = converter(REGISTRY);
    byte[] cut = Arrays.copyOf(bytes(), 20);
    for (byte[] value : new byte[][] {{1, 2, 3, 4, 5, 6}, {}, {0, 0, 0, 9, 9, 1}, cut}) {
      assertThatThrownBy(() -> converter.toConnectData("t", value))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("AVRO_INVALID");
    }
  }

  @Test
  void shouldHandOnUnreadWhatTheRegistryCannotExplainNow() {
    AvroMapConverter converter = converter(Map.of("schema.registry.url", "http://127.0.0.1:1"));
    Object value = converter.toConnectData("t", bytes()).value();
    assertThat(value).isInstanceOf(UnreadAvro.class);
    assertThatThrownBy(((UnreadAvro) value)::read).hasMessageContaining("REGISTRY_UNAVAILABLE");
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
