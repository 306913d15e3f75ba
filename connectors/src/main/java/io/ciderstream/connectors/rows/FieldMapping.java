package io.ciderstream.connectors.rows;

import io.ciderstream.connectors.values.ConnectSchemas;
import io.ciderstream.index.rows.FieldKind;
import io.ciderstream.index.rows.FieldSpec;
import io.ciderstream.index.rows.RowSchema;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Maps the fields of a record to the fields of a row.
 *
 * @param rules the rules, in order
 * @param constants fields with a fixed value: String, Long, Double or Boolean
 * @param keepUnmapped whether fields without a rule keep their name
 * @param declared fields that are always kept
 */
public record FieldMapping(
    List<FieldRule> rules,
    Map<String, Object> constants,
    boolean keepUnmapped,
    Set<String> declared) {
  private static final int TOPIC_BYTES = 249;

  /** Copies the collections. */
  public FieldMapping {
    rules = List.copyOf(rules);
    constants = Map.copyOf(constants);
    declared = Set.copyOf(declared);
  }

  /** Returns the row's fields. */
  Map<String, Object> fields(SinkRecord record, Map<String, Object> value) {
    Map<String, Object> fields = new LinkedHashMap<>();
    value.forEach(
        (name, field) -> {
          if (isKept(name)) {
            fields.put(name, field);
          }
        });
    for (FieldRule rule : rules) {
      if (!rule.target().isEmpty()) {
        Object found = rule.source().read(record, value);
        if (found != null) {
          put(fields, rule.target(), found);
        }
      }
    }
    fields.putAll(constants);
    return fields;
  }

  /** Returns the schema of the rows from records of this schema. */
  RowSchema schema(Schema schema) {
    Map<String, FieldSpec> fields = new LinkedHashMap<>();
    for (Field field : schema.fields()) {
      if (isKept(field.name())) {
        fields.put(field.name(), ConnectSchemas.field(field.name(), field.schema()));
      }
    }
    for (FieldRule rule : rules) {
      if (rule.target().size() > 1) {
        String root = rule.target().get(0);
        fields.put(root, FieldSpec.of(root, FieldKind.JSON, 0, true));
      } else if (rule.target().size() == 1) {
        FieldSpec spec = spec(rule, schema);
        if (spec != null) {
          fields.put(spec.name(), spec);
        }
      }
    }
    constants.forEach((name, value) -> fields.put(name, constant(name, value)));
    return new RowSchema(new ArrayList<>(fields.values()));
  }

  private boolean isKept(String name) {
    return (keepUnmapped || declared.contains(name))
        && rules.stream().noneMatch(rule -> name.equals(rule.moved()));
  }

  @SuppressWarnings("unchecked")
  private static void put(Map<String, Object> fields, List<String> target, Object value) {
    Map<String, Object> at = fields;
    for (String name : target.subList(0, target.size() - 1)) {
      Object inner = at.get(name);
      if (inner != null && !(inner instanceof Map)) {
        throw new CiderException(
            ErrorCode.FIELD_INVALID,
            "fields.map nests into %s, but the record has a %s there."
                .formatted(name, inner.getClass().getSimpleName()));
      }
      // a copy, because a retry delivers the record's map again
      Map<String, Object> copy =
          inner == null ? new LinkedHashMap<>() : new LinkedHashMap<>((Map<String, Object>) inner);
      at.put(name, copy);
      at = copy;
    }
    at.put(target.get(target.size() - 1), value);
  }

  private static FieldSpec spec(FieldRule rule, Schema schema) {
    String name = rule.target().get(0);
    if (rule.source() instanceof FieldSource.Value value) {
      return at(name, schema, value.path());
    }
    if (rule.source() instanceof FieldSource.Metadata metadata) {
      return switch (metadata) {
        case TOPIC -> FieldSpec.of(name, FieldKind.VARCHAR, TOPIC_BYTES, false);
        case PARTITION, OFFSET -> FieldSpec.of(name, FieldKind.INT64, 0, false);
        case TIMESTAMP -> FieldSpec.of(name, FieldKind.INT64, 0, true);
      };
    }
    // a key or a header
    return FieldSpec.of(name, FieldKind.VARCHAR, FieldSpec.MAX_VARCHAR, true);
  }

  private static FieldSpec at(String name, Schema schema, List<String> path) {
    Schema found = schema;
    boolean nullable = false;
    for (String step : path) {
      Field field = found.type() == Schema.Type.STRUCT ? found.field(step) : null;
      if (field == null) {
        return null;
      }
      found = field.schema();
      nullable |= found.isOptional();
    }
    return ConnectSchemas.field(name, found).withNullable(nullable);
  }

  private static FieldSpec constant(String name, Object value) {
    if (value instanceof Boolean) {
      return FieldSpec.of(name, FieldKind.BOOL, 0, false);
    }
    if (value instanceof Long) {
      return FieldSpec.of(name, FieldKind.INT64, 0, false);
    }
    return value instanceof Double
        ? FieldSpec.of(name, FieldKind.DOUBLE, 0, false)
        : FieldSpec.of(name, FieldKind.VARCHAR, FieldSpec.MAX_VARCHAR, false);
  }
}
