package io.ciderstream.connectors.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.junit.jupiter.api.Test;

class PlainValuesTest {
  @Test
  void shouldReadStructs() {
    Schema schema =
        SchemaBuilder.struct()
            .field("floats", SchemaBuilder.array(Schema.FLOAT32_SCHEMA).build())
            .field("doubles", SchemaBuilder.array(Schema.FLOAT64_SCHEMA).build())
            .field("holes", SchemaBuilder.array(Schema.OPTIONAL_FLOAT32_SCHEMA).build())
            .field("texts", SchemaBuilder.array(Schema.STRING_SCHEMA).build())
            .field("map", SchemaBuilder.map(Schema.INT32_SCHEMA, Schema.FLOAT32_SCHEMA).build())
            .field("bytes", Schema.BYTES_SCHEMA)
            .field("at", Timestamp.SCHEMA)
            .field("cost", Decimal.schema(2))
            .field("none", Schema.OPTIONAL_STRING_SCHEMA)
            .build();
    Struct struct =
        new Struct(schema)
            .put("floats", List.of(1f, 2f))
            .put("doubles", List.of(1d))
            .put("holes", Arrays.asList(1f, null))
            .put("texts", List.of("x"))
            .put("map", Map.of(3, 0.5f))
            .put("bytes", ByteBuffer.wrap(new byte[] {1, 2}))
            .put("at", new Date(77))
            .put("cost", new BigDecimal("1.20"));
    Map<String, Object> fields = PlainValues.fields(struct);
    assertThat(fields.get("floats")).isEqualTo(new float[] {1, 2});
    assertThat(fields.get("doubles")).isEqualTo(new double[] {1});
    assertThat(fields.get("holes")).isEqualTo(Arrays.asList(1f, null));
    assertThat(fields.get("texts")).isEqualTo(List.of("x"));
    assertThat(fields.get("map")).isEqualTo(Map.of("3", 0.5f));
    assertThat(fields.get("bytes")).isEqualTo(new byte[] {1, 2});
    assertThat(fields.get("at")).isEqualTo(77L);
    assertThat(fields.get("cost")).isEqualTo(new BigDecimal("1.20"));
    assertThat(fields.get("none")).isNull();
  }

  @Test
  void shouldReadJson() {
    Map<String, Object> fields =
        PlainValues.fields(
            "{\"a\": 1, \"b\": -1.5e2, \"c\": [true, null, \"x\"], \"d\": {\"e\": 2},"
                + " \"f\": 9223372036854775807, \"g\": 92233720368547758070}");
    assertThat(fields)
        .containsEntry("a", 1L)
        .containsEntry("b", -150.0)
        .containsEntry("c", Arrays.asList(true, null, "x"))
        .containsEntry("d", Map.of("e", 2L))
        .containsEntry("f", Long.MAX_VALUE)
        .containsEntry("g", new BigInteger("92233720368547758070"));
  }

  @Test
  void shouldRefuseWhatHasNoFields() {
    String deep = "{\"a\":".repeat(100) + "1" + "}".repeat(100);
    List<Object> bad =
        List.of("", "x", "[1]", "{\"a\": }", "{\"a\": 1} 2", "{'a': 1}", deep, 5, new byte[] {-1});
    for (Object value : bad) {
      assertThatThrownBy(() -> PlainValues.fields(value))
          .as("%s", value)
          .hasMessageContaining("VALUE_INVALID");
    }
    assertThatThrownBy(() -> PlainValues.fields("{\"vector\": [0.123456, oops]}"))
        .hasMessageNotContaining("0.123456")
        .hasNoCause();
  }
}
