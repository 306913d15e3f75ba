package io.ciderstream.index.milvus;

import static io.ciderstream.index.Samples.MODEL;
import static io.ciderstream.index.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.index.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowJsonTest {
  private static final Map<String, Object> METADATA =
      Map.of("s", "x\"y", "l", 9_007_199_254_740_993L, "d", 2.0, "big", 1e30, "b", true);

  @Test
  void shouldReadWhatItWrites() {
    Row row = row("id", 5, METADATA, MODEL, 0.25f, -1);
    var json = RowJson.write(row);
    Map<String, Object> fields = new HashMap<>();
    json.entrySet()
        .forEach(
            entry ->
                fields.put(
                    entry.getKey(),
                    entry.getValue().isJsonPrimitive()
                        ? entry.getValue().getAsJsonPrimitive().isString()
                            ? entry.getValue().getAsString()
                            : (Object) entry.getValue().getAsLong()
                        : entry.getValue()));
    fields.put(Fields.VECTOR, List.of(0.25f, -1f));
    assertThat(RowJson.read(MODEL.hash(), fields)).usingRecursiveComparison().isEqualTo(row);
  }

  @Test
  void shouldRefuseMetadataThatMilvusCannotKeep() {
    refused(Map.of("d", Double.NaN), "d of id is the Double NaN");
    refused(Map.of("o", List.of()), "o of id");
    refused(Map.of("s", "é".repeat(40_000)), "80008 bytes");
  }

  @Test
  void shouldRefuseAControlCharacterInTheId() {
    assertThatThrownBy(() -> RowJson.write(row("a\nb", 0, 1))).hasMessageContaining("KEY_INVALID");
  }

  private static void refused(Map<String, Object> metadata, String detail) {
    assertThatThrownBy(() -> RowJson.write(row("id", 0, metadata, MODEL, 1)))
        .hasMessageContaining("METADATA_INVALID")
        .hasMessageContaining(detail);
  }
}
