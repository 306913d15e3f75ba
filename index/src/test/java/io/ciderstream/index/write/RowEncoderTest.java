package io.ciderstream.index.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.index.collection.Layout;
import io.ciderstream.index.collection.ServerFeature;
import io.ciderstream.index.collection.ServerVersion;
import io.ciderstream.index.rows.CollectionPlan;
import io.ciderstream.index.rows.FieldKind;
import io.ciderstream.index.rows.FieldSpec;
import io.ciderstream.index.rows.RowChange;
import io.ciderstream.index.rows.RowKey;
import io.ciderstream.index.rows.RowSchema;
import io.ciderstream.index.rows.SinkRow;
import io.ciderstream.index.rows.SourceOffset;
import io.ciderstream.index.rows.Target;
import io.ciderstream.schemas.RecordPosition;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RowEncoderTest {
  @Test
  void shouldFitValuesToTheFieldsOfTheCollection() {
    fits(FieldKind.BOOL, true, "true");
    fits(FieldKind.INT8, 127L, "127");
    fits(FieldKind.INT32, 5.0, "5");
    fits(FieldKind.INT64, new BigInteger("9223372036854775807"), "9223372036854775807");
    fits(FieldKind.FLOAT, 1L, "1.0");
    fits(FieldKind.DOUBLE, new BigDecimal("1.25"), "1.25");
    fits(FieldKind.VARCHAR, 5L, "\"5\"");
    fits(FieldKind.VARCHAR, new BigDecimal("1.20"), "\"1.20\"");
    fits(FieldKind.JSON, Map.of("a", List.of(1L, "x")), "{\"a\":[1,\"x\"]}");
  }

  @Test
  void shouldSayWhyAValueDoesNotFit() {
    refused(FieldKind.BOOL, "true", "is a String, not a Bool");
    refused(FieldKind.INT8, 128L, "is 128, not -128..127");
    refused(FieldKind.INT64, 1.5, "not a whole number");
    refused(FieldKind.INT64, new BigInteger("9223372036854775808"), "not a whole number");
    refused(FieldKind.FLOAT, 1e300, "beyond what the field holds");
    refused(FieldKind.DOUBLE, Double.NaN, "beyond what the field holds");
    refused(FieldKind.VARCHAR, "ü".repeat(6), "12 bytes of UTF-8, the field holds 10");
    refused(FieldKind.JSON, Map.of("a", Double.NaN), "NaN, which JSON cannot contain");
    refused(FieldKind.JSON, Map.of("a", "x".repeat(70_000)), "Milvus accepts 65535");
    refused(FieldKind.VARCHAR, null, "is missing or null");
  }

  @Test
  void shouldCheckArrays() {
    FieldSpec tags =
        new FieldSpec("f", FieldKind.ARRAY, 3, Optional.of(FieldKind.VARCHAR), 2, false);
    assertThat(encode(tags, true, Map.of("f", List.of("a", "b"))).json().get("f"))
        .hasToString("[\"a\",\"b\"]");
    assertThatThrownBy(() -> encode(tags, true, Map.of("f", List.of("a", "b", "c"))))
        .hasMessageContaining("3 elements, the field holds 2");
    assertThatThrownBy(() -> encode(tags, true, Map.of("f", List.of("long"))))
        .hasMessageContaining("4 bytes");
  }

  @Test
  void shouldLeaveOutWhatARowMayLack() {
    FieldSpec field = FieldSpec.of("f", FieldKind.INT64, 0, true);
    Map<String, Object> fields = new HashMap<>();
    fields.put("f", null);
    assertThat(encode(field, true, fields).json().keySet()).containsExactly("id");
  }

  @Test
  void shouldKeepUndeclaredFieldsOnlyInADynamicField() {
    FieldSpec field = FieldSpec.of("f", FieldKind.INT64, 0, true);
    Map<String, Object> fields = Map.of("extra", List.of(1L), "id", "ignored");
    assertThat(encode(field, true, fields).json()).hasToString("{\"id\":\"k\",\"extra\":[1]}");
    assertThatThrownBy(() -> encode(field, false, fields))
        .hasMessageContaining("FIELD_INVALID")
        .hasMessageContaining("no field extra");
    assertThatThrownBy(() -> encode(field, true, Map.of("extra", "x".repeat(70_000))))
        .hasMessageContaining("undeclared fields");
  }

  @Test
  void shouldKeepVectorsThatEveryRowHasOutOfTheJson() {
    FieldSpec needed = FieldSpec.of("f", FieldKind.FLOAT_VECTOR, 2, false);
    FieldSpec optional = FieldSpec.of("f", FieldKind.FLOAT_VECTOR, 2, true);
    Map<String, Object> fields = Map.of("f", List.of(1, 0.5));

    assertThat(encode(needed, true, fields).json()).hasToString("{\"id\":\"k\"}");
    assertThat(encode(needed, true, fields).vectors().get("f")).containsExactly(1, 0.5f);
    assertThat(encode(optional, true, fields).json()).hasToString("{\"id\":\"k\",\"f\":[1.0,0.5]}");
    assertThat(encode(optional, true, fields).vectors()).isEmpty();
  }

  @Test
  void shouldCountBytesNotTooLow() {
    FieldSpec vector = FieldSpec.of("f", FieldKind.FLOAT_VECTOR, 512, false);
    assertThat(encode(vector, true, Map.of("f", new float[512])).bytes()).isBetween(2048L, 2300L);
    List<Double> undeclared = Collections.nCopies(500, 0.12345678901234567);
    assertThat(encode(vector, true, Map.of("f", new float[512], "more", undeclared)).bytes())
        .isGreaterThan(2048 + 500 * 19);
    FieldSpec text = FieldSpec.of("f", FieldKind.VARCHAR, 60_000, false);
    assertThat(encode(text, true, Map.of("f", "ü".repeat(20_000))).bytes()).isGreaterThan(40_000);
  }

  @Test
  void shouldKnowVersions() {
    assertThat(ServerVersion.of("milvus_lite-3.2.2").lite()).isTrue();
    ServerVersion wheel = ServerVersion.of("v2.3.5-lite");
    assertThat(wheel.lite()).isFalse();
    assertThat(wheel.has(ServerFeature.FLOAT16_VECTOR)).isTrue();
    assertThat(wheel.has(ServerFeature.NULLABLE)).isFalse();
    assertThat(ServerVersion.of("2.6.0-rc1").has(ServerFeature.ADD_FIELD)).isTrue();
    assertThat(ServerVersion.of("v2.5.14").has(ServerFeature.ADD_FIELD)).isFalse();
    assertThat(ServerVersion.of("master").has(ServerFeature.ADD_FIELD)).isTrue();
  }

  private static void fits(FieldKind kind, Object value, String json) {
    FieldSpec field = FieldSpec.of("f", kind, kind == FieldKind.VARCHAR ? 10 : 0, false);
    assertThat(encode(field, true, Map.of("f", value)).json().get("f")).hasToString(json);
  }

  private static void refused(FieldKind kind, Object value, String part) {
    FieldSpec field = FieldSpec.of("f", kind, kind == FieldKind.VARCHAR ? 10 : 0, false);
    Map<String, Object> fields = new HashMap<>();
    fields.put("f", value);
    assertThatThrownBy(() -> encode(field, true, fields))
        .hasMessageContaining("FIELD_INVALID")
        .hasMessageContaining("of key k")
        .hasMessageContaining(part);
  }

  private static EncodedChange.Upsert encode(
      FieldSpec field, boolean dynamic, Map<String, Object> fields) {
    CollectionPlan plan = Plans.plan("v");
    Map<String, FieldSpec> specs = new LinkedHashMap<>();
    specs.put(field.name(), field);
    Layout layout =
        new Layout(
            "c",
            new Layout.PrimaryKey(FieldSpec.of("id", FieldKind.VARCHAR, 100, false), false),
            specs,
            List.of(),
            Map.of(),
            "",
            dynamic);
    return new RowEncoder(new Target("", "c"), layout, plan)
        .encode(
            new RowChange.Upsert(
                new SinkRow(new RowKey.Text("k"), fields, Optional.empty(), RowSchema.NONE),
                new SourceOffset("t", new RecordPosition(0, 0))));
  }
}
