package io.ciderstream.connectors.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.index.rows.FieldKind;
import io.ciderstream.index.rows.FieldSpec;
import io.ciderstream.index.rows.RowChange;
import io.ciderstream.index.rows.RowKey;
import io.ciderstream.index.rows.SinkRow;
import io.ciderstream.index.rows.SourceOffset;
import io.ciderstream.index.rows.TargetedChange;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.RecordPosition;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class RowMapperTest {
  private static final Schema INNER =
      SchemaBuilder.struct().field("city", Schema.STRING_SCHEMA).optional().build();
  private static final Schema SHOE =
      SchemaBuilder.struct()
          .field("sku", Schema.STRING_SCHEMA)
          .field("price", Schema.OPTIONAL_FLOAT64_SCHEMA)
          .field("secret", Schema.STRING_SCHEMA)
          .field("from", INNER)
          .field("vector", SchemaBuilder.array(Schema.FLOAT32_SCHEMA).build())
          .build();
  private static final Schema KEY =
      SchemaBuilder.struct()
          .field("id", Schema.INT64_SCHEMA)
          .field("tenant", Schema.STRING_SCHEMA)
          .build();

  @Test
  void shouldTakeKeysOfEveryKind() {
    assertThat(key("@key", "a", "{}")).isEqualTo(new RowKey.Text("a"));
    assertThat(key("@key", "ä".getBytes(StandardCharsets.UTF_8), "{}"))
        .isEqualTo(new RowKey.Text("ä"));
    assertThat(key("@key", 7, "{}")).isEqualTo(new RowKey.Number(7));
    assertThat(key("@key.id", key(), "{}")).isEqualTo(new RowKey.Number(7));
    assertThat(key("@key.id", key(), null)).isEqualTo(new RowKey.Number(7));
    assertThat(key("@key.a.b", "{\"a\": {\"b\": \"x\"}}", "{}")).isEqualTo(new RowKey.Text("x"));
    assertThat(key("id", null, "{\"id\": 8}")).isEqualTo(new RowKey.Number(8));
  }

  @Test
  void shouldRefuseWhatIsNoKey() {
    refused("null or missing", () -> key("@key", null, "{}"));
    refused("key.from=@key.<field>", () -> key("@key", key(), "{}"));
    refused("Double", () -> key("@key", 1.5, "{}"));
    refused("control character", () -> key("@key", "a\n", "{}"));
    refused("not UTF-8", () -> key("@key", new byte[] {(byte) 0xff}, "{}"));
    refused("takes the key from the value", () -> key("id", "a", null));
  }

  @Test
  void shouldTakeValuesOfEveryKind() {
    Map<String, Object> map = Map.of("n", 1L);
    assertThat(row("a", "{\"n\": 1}").fields()).isEqualTo(map);
    assertThat(row("a", "{\"n\": 1}".getBytes(StandardCharsets.UTF_8)).fields()).isEqualTo(map);
    assertThat(row("a", map).fields()).isEqualTo(map);
    assertThat((float[]) row("a", shoe()).fields().get("vector")).containsExactly(1, 2);
  }

  @Test
  void shouldRenameDropNestAndAdd() {
    SinkRow row =
        row(
            fields(
                true,
                "price=cost",
                "secret=",
                "from.city=more.city",
                "sku=more.sku",
                "@topic=topic",
                "@partition=part",
                "@offset=off",
                "@timestamp=time",
                "@header.h=h",
                "@key=k"),
            "a",
            shoe());
    assertThat(row.fields())
        .containsEntry("cost", 9.5)
        .containsEntry("more", Map.of("city", "Bern", "sku", "s1"))
        .containsEntry("topic", "shoes")
        .containsEntry("part", 3L)
        .containsEntry("off", 11L)
        .containsEntry("time", 99L)
        .containsEntry("h", "hv")
        .containsEntry("k", "a")
        .containsEntry("fixed", 5L)
        .containsEntry("from", Map.of("city", "Bern"))
        .doesNotContainKeys("price", "secret", "sku");
  }

  @Test
  void shouldDropTheUnmappedButTheDeclared() {
    SinkRow row = row(fields(false, "price=cost"), "a", shoe());
    assertThat(row.fields()).containsOnlyKeys("vector", "cost", "fixed");
  }

  @Test
  void shouldNotChangeTheRecordByNesting() {
    Map<String, Object> more = Map.of("a", 1L);
    Map<String, Object> value = Map.of("more", more, "x", 2L);
    for (int i = 0; i < 2; i++) {
      assertThat(row(fields(true, "x=more.x"), "a", value).fields().get("more"))
          .isEqualTo(Map.of("a", 1L, "x", 2L));
    }
    refused("nests into x", () -> row(fields(true, "x=x", "more=x.y"), "a", value));
  }

  @Test
  void shouldMapTheSchemaAsTheFields() {
    SinkRow row =
        row(fields(true, "price=cost", "secret=", "from.city=city", "@offset=off"), "a", shoe());
    assertThat(row.schema().fields())
        .contains(
            FieldSpec.of("sku", FieldKind.VARCHAR, FieldSpec.MAX_VARCHAR, false),
            FieldSpec.of("cost", FieldKind.DOUBLE, 0, true),
            FieldSpec.of("city", FieldKind.VARCHAR, FieldSpec.MAX_VARCHAR, true),
            FieldSpec.of("from", FieldKind.JSON, 0, true),
            FieldSpec.of("off", FieldKind.INT64, 0, false),
            FieldSpec.of("fixed", FieldKind.INT64, 0, false))
        .extracting(FieldSpec::name)
        .doesNotContain("price", "secret");
    assertThat(row(fields(true), "a", shoe()).schema().fields())
        .filteredOn(field -> field.name().equals("vector"))
        .first()
        .extracting(FieldSpec::element)
        .isEqualTo(Optional.of(FieldKind.FLOAT));
  }

  @Test
  void shouldTakeDatabaseAndPartitionFromTheRecord() {
    RowMapper mapper =
        new RowMapper(
            new RowMapping(
                new Routing(List.of(), "c"),
                FieldSource.parse("@key.id"),
                Optional.of(FieldSource.parse("@key.tenant")),
                Optional.empty(),
                Optional.of(FieldSource.parse("country")),
                fields(true)));
    TargetedChange upsert = mapper.map(record(key(), Map.of("country", "ch")));
    assertThat(upsert.target()).hasToString("acme.c");
    assertThat(((RowChange.Upsert) upsert.change()).row().partition()).hasValue("ch");
    TargetedChange delete = mapper.map(record(key(), null));
    assertThat(delete.target()).hasToString("acme.c");
    assertThat(delete.change())
        .isEqualTo(
            new RowChange.Delete(
                new RowKey.Number(7), new SourceOffset("shoes", new RecordPosition(3, 11))));
    refused("Milvus partition", () -> mapper.map(record(key(), Map.of())));
    refused("Milvus partition", () -> mapper.map(record(key(), Map.of("country", "a b"))));
  }

  @Test
  void shouldRefuseRulesThatMeanNothing() {
    for (String rule : List.of("a", "=b", "@nosuch=b", "@header.=b")) {
      refused("SETTING_INVALID", () -> FieldRule.parse(rule));
    }
  }

  private static void refused(
      String part, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(CiderException.class).hasMessageContaining(part);
  }

  private static RowKey key(String from, Object key, Object value) {
    return mapper(from, fields(true)).map(record(key, value)).change().key();
  }

  private static SinkRow row(Object key, Object value) {
    return row(new FieldMapping(List.of(), Map.of(), true, Set.of()), key, value);
  }

  private static SinkRow row(FieldMapping fields, Object key, Object value) {
    return ((RowChange.Upsert) mapper("@key", fields).map(record(key, value)).change()).row();
  }

  private static RowMapper mapper(String key, FieldMapping fields) {
    return new RowMapper(
        new RowMapping(
            new Routing(List.of(), "c"),
            FieldSource.parse(key),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            fields));
  }

  private static FieldMapping fields(boolean keep, String... rules) {
    return new FieldMapping(
        Arrays.stream(rules).map(FieldRule::parse).toList(),
        Map.of("fixed", 5L),
        keep,
        Set.of("vector"));
  }

  private static Struct key() {
    return new Struct(KEY).put("id", 7L).put("tenant", "acme");
  }

  private static Struct shoe() {
    return new Struct(SHOE)
        .put("sku", "s1")
        .put("price", 9.5)
        .put("secret", "x")
        .put("from", new Struct(INNER).put("city", "Bern"))
        .put("vector", List.of(1f, 2f));
  }

  private static SinkRecord record(Object key, Object value) {
    return new SinkRecord(
        "shoes",
        3,
        null,
        key,
        value instanceof Struct struct ? struct.schema() : null,
        value,
        11,
        99L,
        TimestampType.CREATE_TIME,
        new ConnectHeaders().addBytes("h", "hv".getBytes(StandardCharsets.UTF_8)));
  }
}
