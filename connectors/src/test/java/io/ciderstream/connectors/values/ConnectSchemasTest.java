package io.ciderstream.connectors.values;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.index.rows.FieldSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Timestamp;
import org.junit.jupiter.api.Test;

class ConnectSchemasTest {
  @Test
  void shouldGiveEachTypeAField() {
    Schema struct = SchemaBuilder.struct().field("a", Schema.STRING_SCHEMA).build();
    Map<Schema, String> types = new LinkedHashMap<>();
    types.put(Schema.BOOLEAN_SCHEMA, "Bool");
    types.put(Schema.INT8_SCHEMA, "Int8");
    types.put(Schema.INT16_SCHEMA, "Int16");
    types.put(Schema.INT32_SCHEMA, "Int32");
    types.put(Schema.INT64_SCHEMA, "Int64");
    types.put(Schema.FLOAT32_SCHEMA, "Float");
    types.put(Schema.FLOAT64_SCHEMA, "Double");
    types.put(Schema.STRING_SCHEMA, "VarChar(65535)");
    types.put(Schema.BYTES_SCHEMA, "VarChar(65535)");
    types.put(Decimal.schema(2), "Double");
    types.put(Timestamp.SCHEMA, "Int64");
    types.put(SchemaBuilder.array(Schema.INT64_SCHEMA).build(), "Array<Int64>(4096)");
    types.put(SchemaBuilder.array(struct).build(), "JSON");
    types.put(SchemaBuilder.array(Timestamp.SCHEMA).build(), "JSON");
    types.put(SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT64_SCHEMA).build(), "JSON");
    types.put(struct, "JSON");
    types.forEach(
        (schema, type) -> {
          FieldSpec field = ConnectSchemas.field("f", schema);
          assertThat(field.type()).isEqualTo(type);
          assertThat(field.nullable()).isFalse();
        });
    assertThat(ConnectSchemas.field("f", Schema.OPTIONAL_INT64_SCHEMA).nullable()).isTrue();
  }
}
