package io.ciderstream.index.write;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.ciderstream.index.collection.Layout;
import io.ciderstream.index.rows.CollectionPlan;
import io.ciderstream.index.rows.Evolution;
import io.ciderstream.index.rows.FieldKind;
import io.ciderstream.index.rows.FieldSpec;
import io.ciderstream.index.rows.PlanSetting;
import io.ciderstream.index.rows.RowChange;
import io.ciderstream.index.rows.RowKey;
import io.ciderstream.index.rows.SinkRow;
import io.ciderstream.index.rows.SourceOffset;
import io.ciderstream.index.rows.Target;
import io.ciderstream.index.values.BadValueException;
import io.ciderstream.index.values.PlainJson;
import io.ciderstream.index.values.ScalarJson;
import io.ciderstream.index.values.VectorJson;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Encodes rows for one collection, field by field. */
final class RowEncoder {
  private static final int OVERHEAD = 64;
  private static final int NUMBER_BYTES = 8;

  private final Target target;
  private final Layout layout;
  private final CollectionPlan plan;

  RowEncoder(Target target, Layout layout, CollectionPlan plan) {
    this.target = target;
    this.layout = layout;
    this.plan = plan;
  }

  /**
   * Encodes a row.
   *
   * @throws CiderException KEY_INVALID, VECTOR_INVALID or FIELD_INVALID
   */
  EncodedChange.Upsert encode(RowChange.Upsert change) {
    SinkRow row = change.row();
    RowKey key = RowKeys.fitted(layout.key(), row.key());
    JsonObject json = new JsonObject();
    Map<String, float[]> vectors = new LinkedHashMap<>();
    long bytes = OVERHEAD + put(json, layout.key().name(), keyJson(key));
    for (FieldSpec field : layout.fields().values()) {
      Object value = value(field.name(), change);
      if (value != null && isDense(field)) {
        float[] vector = vector(field, value, key);
        vectors.put(field.name(), vector);
        bytes += field.name().length() + (long) Float.BYTES * vector.length;
      } else if (value != null) {
        JsonElement encoded = encoded(field, value, key);
        json.add(field.name(), encoded);
        bytes += field.name().length() + size(field, encoded);
      } else if (!layout.mayLack(field)) {
        throw bad(field, key, "is missing or null, but the collection needs it");
      }
    }
    bytes += undeclared(row, key, json);
    return new EncodedChange.Upsert(
        target,
        key,
        Optional.of(change.source()),
        new Destination(target, layout.key(), row.partition()),
        json,
        vectors,
        bytes);
  }

  /** Returns whether every row has a vector of floats in this field. */
  private boolean isDense(FieldSpec field) {
    return field.kind() == FieldKind.FLOAT_VECTOR && !layout.mayLack(field);
  }

  private static float[] vector(FieldSpec field, Object value, RowKey key) {
    try {
      return VectorJson.numbers(value, field.size());
    } catch (BadValueException e) {
      throw bad(field, key, e.getMessage());
    }
  }

  private Object value(String field, RowChange.Upsert change) {
    SourceOffset source = change.source();
    if (plan.fields().guarded()) {
      switch (field) {
        case CollectionPlan.SOURCE_TOPIC:
          return source.topic();
        case CollectionPlan.SOURCE_PARTITION:
          return (long) source.partition();
        case CollectionPlan.SOURCE_OFFSET:
          return source.offset();
        default:
          break;
      }
    }
    return change.row().fields().get(field);
  }

  private long undeclared(SinkRow row, RowKey key, JsonObject json) {
    JsonObject dynamic = new JsonObject();
    for (Map.Entry<String, Object> entry : row.fields().entrySet()) {
      String name = entry.getKey();
      if (entry.getValue() == null
          || layout.fields().containsKey(name)
          || name.equals(layout.key().name())) {
        continue;
      }
      if (!layout.dynamic() || plan.fields().evolution() == Evolution.REFUSE) {
        throw new CiderException(
            ErrorCode.FIELD_INVALID,
            "The collection %s has no field %s, which the record of key %s has; %s."
                .formatted(
                    layout.collection(),
                    name,
                    key,
                    layout.dynamic()
                        ? plan.setting(PlanSetting.EVOLUTION) + " is refuse"
                        : "it accepts no undeclared fields either"));
      }
      dynamic.add(name, encodedDynamic(name, entry.getValue(), key));
    }
    if (dynamic.isEmpty()) {
      return 0;
    }
    long bytes = 0;
    try {
      PlainJson.check(dynamic);
    } catch (BadValueException e) {
      throw bad(ErrorCode.FIELD_INVALID, "undeclared fields", key, e.getMessage());
    }
    for (Map.Entry<String, JsonElement> entry : dynamic.entrySet()) {
      bytes += put(json, entry.getKey(), entry.getValue());
    }
    return bytes;
  }

  private JsonElement encodedDynamic(String name, Object value, RowKey key) {
    try {
      return PlainJson.of(value);
    } catch (BadValueException e) {
      throw bad(ErrorCode.FIELD_INVALID, name, key, e.getMessage());
    }
  }

  private JsonElement encoded(FieldSpec field, Object value, RowKey key) {
    try {
      return field.kind().isVector()
          ? VectorJson.write(field.kind(), value, field.size())
          : ScalarJson.write(field, value);
    } catch (BadValueException e) {
      throw bad(field, key, e.getMessage());
    }
  }

  private static JsonPrimitive keyJson(RowKey key) {
    return key instanceof RowKey.Number number
        ? new JsonPrimitive(number.value())
        : new JsonPrimitive(key.toString());
  }

  /** Adds a value and returns its approximate size in a call. */
  private static long put(JsonObject json, String name, JsonElement value) {
    json.add(name, value);
    return name.length() + size(value);
  }

  /** Returns the approximate size in a call: a vector's number has at most 4 bytes. */
  private static long size(FieldSpec field, JsonElement value) {
    return field.kind().isVector() && value.isJsonArray()
        ? (long) Float.BYTES * value.getAsJsonArray().size()
        : size(value);
  }

  private static long size(JsonElement value) {
    if (value.isJsonPrimitive()) {
      return value.getAsJsonPrimitive().isString()
          ? 3L * value.getAsString().length()
          : NUMBER_BYTES;
    }
    return 2L * value.toString().length();
  }

  private static CiderException bad(FieldSpec field, RowKey key, String reason) {
    return bad(
        field.kind().isVector() ? ErrorCode.VECTOR_INVALID : ErrorCode.FIELD_INVALID,
        field.name() + " (" + field.type() + ")",
        key,
        reason);
  }

  private static CiderException bad(ErrorCode code, String field, RowKey key, String reason) {
    return new CiderException(code, "The %s of key %s %s.".formatted(field, key, reason));
  }
}
