package io.ciderstream.tests.contract;

import io.ciderstream.schemas.avro.Query;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * JSON schemas of Avro schemas, for values as {@code ReplyJson} writes and {@code QueryJson} reads
 * them.
 */
final class JsonSchemas {
  private JsonSchemas() {}

  static Map<String, Object> of(Schema schema) {
    return switch (schema.getType()) {
      case RECORD -> record(schema);
      case ENUM -> Tree.of("type", "string", "enum", schema.getEnumSymbols());
      case ARRAY -> Tree.of("type", "array", "items", of(schema.getElementType()));
      case MAP -> Tree.of("type", "object", "additionalProperties", of(schema.getValueType()));
      case UNION -> union(schema);
      case STRING -> Tree.of("type", "string");
      case INT -> Tree.of("type", "integer");
      case LONG ->
          schema.getLogicalType() == null
              ? Tree.of("type", "integer")
              : Tree.of("type", "integer", "description", "Epoch milliseconds.");
      case FLOAT, DOUBLE -> Tree.of("type", "number");
      case BOOLEAN -> Tree.of("type", "boolean");
      case NULL -> Tree.of("type", "null");
      case BYTES -> Tree.of("type", "string", "contentEncoding", "base64");
      case FIXED -> throw new IllegalArgumentException("JSON has no such values: " + schema);
    };
  }

  /** Returns the schema of a query, whose region is a list and whose fields may be absent. */
  static Map<String, Object> query() {
    Map<String, Object> query = of(Query.getClassSchema());
    query.remove("required");
    query.put("additionalProperties", false);
    @SuppressWarnings("unchecked")
    Map<String, Object> properties = (Map<String, Object>) query.get("properties");
    Map<String, Object> region =
        Tree.of("type", "array", "items", Tree.of("type", "number"), "minItems", 4, "maxItems", 4);
    region.put("description", "x1, y1, x2, y2: search with this part of the picture only.");
    properties.put("region", region);
    return query;
  }

  private static Map<String, Object> record(Schema schema) {
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    for (Schema.Field field : schema.getFields()) {
      Map<String, Object> property = of(field.schema());
      if (field.doc() != null) {
        property.put("description", field.doc());
      }
      properties.put(field.name(), property);
      required.add(field.name());
    }
    return Tree.of("type", "object", "required", required, "properties", properties);
  }

  private static Map<String, Object> union(Schema schema) {
    return Tree.of("oneOf", schema.getTypes().stream().map(JsonSchemas::of).toList());
  }
}
