package io.ciderstream.connectors.descriptors;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.connectors.values.UnreadAvro;
import io.ciderstream.index.Change;
import io.ciderstream.index.ModelId;
import io.ciderstream.index.Row;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class DescriptorMapTest {
  private static final Map<String, Object> VALUE =
      Map.of("model", Map.of("name", "tiny", "hash", "0123456789ab"));

  private static SinkRecord of(Object value) {
    return new SinkRecord("descriptors", 0, null, "k", null, value, 7);
  }

  @Test
  void shouldTellTheModelOfADescriptor() {
    ModelId model = new ModelId("tiny", "0123456789ab");
    assertThat(DescriptorMap.model(of(VALUE))).contains(model);
    assertThat(DescriptorMap.model(of(new UnreadAvro(() -> VALUE, 1)))).contains(model);
    assertThat(model.collection("images")).isEqualTo("images__0123456789ab");
  }

  private static Row row(Map<String, Object> value) {
    return ((Change.Upsert) DescriptorMap.change(of(value))).row();
  }

  @Test
  void shouldTakeLocalFeaturesOverAndDescriptorsFromBeforeThereWereAny() {
    Map<String, Object> value = new HashMap<>(VALUE);
    assertThat(row(value).localFeatures()).isEmpty();
    value.put("local_features", null);
    assertThat(row(value).localFeatures()).isEmpty();
    value.put("local_features", new byte[] {1, 2, 3});
    assertThat(row(value).localFeatures()).containsExactly(1, 2, 3);
  }

  @Test
  void shouldTellNoModelOfADeletionOrABadRecord() {
    UnreadAvro unread =
        new UnreadAvro(
            () -> {
              throw new CiderException(ErrorCode.AVRO_INVALID, "Made by a test.");
            },
            1);
    for (Object value : new Object[] {null, "text", Map.of(), Map.of("model", "text"), unread}) {
      assertThat(DescriptorMap.model(of(value))).as("%s", value).isEmpty();
    }
  }
}
