package io.ciderstream.connectors.values;

import io.ciderstream.schemas.ByteArrays;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.util.Utf8;

/**
 * Resolves a value that was read by its writer's schema, as {@link AvroMapReader} does, to a
 * reader's schema by Avro's rules: fields by name or alias, defaults for missing fields, unknown
 * fields left out, numbers widened, unions by their first branch that fits.
 */
public final class AvroResolution {
  private AvroResolution() {}

  /**
   * Returns the value in the shape of the reader's schema: records and maps as maps, arrays of
   * floats as {@code float[]}.
   *
   * @throws AvroTypeException if the value does not fit the schema
   */
  public static Object resolve(Schema reader, Object value) {
    return switch (reader.getType()) {
      case RECORD -> record(reader, value);
      case MAP -> map(reader, value);
      case ARRAY ->
          reader.getElementType().getType() == Schema.Type.FLOAT
              ? floats(value)
              : list(reader, value);
      case UNION -> union(reader, value);
      case NULL, BOOLEAN, INT, LONG, FLOAT, DOUBLE, STRING, BYTES, FIXED, ENUM -> {
        Object scalar = scalar(reader.getType(), value);
        if (scalar == null && !(reader.getType() == Schema.Type.NULL && value == null)) {
          throw mismatch(reader, value);
        }
        yield scalar;
      }
    };
  }

  private static Map<String, Object> record(Schema reader, Object value) {
    if (!(value instanceof Map<?, ?> written)) {
      throw mismatch(reader, value);
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    for (Schema.Field field : reader.getFields()) {
      fields.put(field.name(), field(reader, field, written));
    }
    return fields;
  }

  private static Object field(Schema reader, Schema.Field field, Map<?, ?> written) {
    String name = field.name();
    if (!written.containsKey(name)) {
      name = field.aliases().stream().filter(written::containsKey).findFirst().orElse(null);
    }
    if (name != null) {
      return resolve(field.schema(), written.get(name));
    }
    if (!field.hasDefaultValue()) {
      throw new AvroTypeException("%s has no %s".formatted(reader.getName(), field.name()));
    }
    return resolve(field.schema(), plain(GenericData.get().getDefaultValue(field)));
  }

  /** A default value as {@link AvroMapReader} would have read it. */
  private static Object plain(Object value) {
    if (value instanceof GenericData.Record fields) {
      Map<String, Object> map = new LinkedHashMap<>();
      for (Schema.Field field : fields.getSchema().getFields()) {
        map.put(field.name(), plain(fields.get(field.pos())));
      }
      return map;
    }
    if (value instanceof Map<?, ?> entries) {
      Map<String, Object> map = new LinkedHashMap<>();
      entries.forEach((name, entry) -> map.put(name.toString(), plain(entry)));
      return map;
    }
    if (value instanceof List<?> list) {
      List<Object> plain = new ArrayList<>();
      list.forEach(element -> plain.add(plain(element)));
      return plain;
    }
    if (value instanceof ByteBuffer buffer) {
      return ByteArrays.of(buffer);
    }
    return value instanceof Utf8 ? value.toString() : value;
  }

  private static Map<String, Object> map(Schema reader, Object value) {
    if (!(value instanceof Map<?, ?> written)) {
      throw mismatch(reader, value);
    }
    Map<String, Object> map = new LinkedHashMap<>();
    written.forEach(
        (name, entry) -> map.put(name.toString(), resolve(reader.getValueType(), entry)));
    return map;
  }

  private static float[] floats(Object value) {
    if (value instanceof float[] floats) {
      return floats;
    }
    if (!(value instanceof List<?> written)) {
      throw new AvroTypeException("no array of floats but a " + type(value));
    }
    float[] floats = new float[written.size()];
    for (int i = 0; i < floats.length; i++) {
      if (!(scalar(Schema.Type.FLOAT, written.get(i)) instanceof Float number)) {
        throw new AvroTypeException("no float but a " + type(written.get(i)));
      }
      floats[i] = number;
    }
    return floats;
  }

  private static List<Object> list(Schema reader, Object value) {
    List<Object> list = new ArrayList<>();
    if (value instanceof float[] floats) {
      for (float number : floats) {
        list.add(resolve(reader.getElementType(), number));
      }
    } else if (value instanceof List<?> written) {
      written.forEach(element -> list.add(resolve(reader.getElementType(), element)));
    } else {
      throw mismatch(reader, value);
    }
    return list;
  }

  /** The branch of the value's own type, else the first that takes it, as Avro does. */
  private static Object union(Schema reader, Object value) {
    for (Schema branch : reader.getTypes()) {
      if (isOf(branch.getType(), value)) {
        return resolve(branch, value);
      }
    }
    for (Schema branch : reader.getTypes()) {
      Object scalar = scalar(branch.getType(), value);
      if (scalar != null) {
        return scalar;
      }
    }
    throw mismatch(reader, value);
  }

  private static boolean isOf(Schema.Type type, Object value) {
    return switch (type) {
      case NULL -> value == null;
      case BOOLEAN -> value instanceof Boolean;
      case INT -> value instanceof Integer;
      case LONG -> value instanceof Long;
      case FLOAT -> value instanceof Float;
      case DOUBLE -> value instanceof Double;
      case STRING, ENUM -> value instanceof String;
      case BYTES, FIXED -> value instanceof byte[];
      case RECORD, MAP -> value instanceof Map;
      case ARRAY -> value instanceof List || value instanceof float[];
      case UNION -> false;
    };
  }

  /** The value as this type, widened if need be; null if it does not fit. */
  private static Object scalar(Schema.Type type, Object value) {
    return switch (type) {
      case BOOLEAN -> value instanceof Boolean ? value : null;
      case INT -> value instanceof Integer ? value : null;
      case LONG ->
          value instanceof Integer || value instanceof Long
              ? (Object) ((Number) value).longValue()
              : null;
      case FLOAT ->
          value instanceof Integer || value instanceof Long || value instanceof Float
              ? (Object) ((Number) value).floatValue()
              : null;
      case DOUBLE -> value instanceof Number number ? (Object) number.doubleValue() : null;
      case STRING -> value instanceof byte[] bytes ? utf8(bytes) : string(value);
      case BYTES -> value instanceof String text ? utf8(text) : bytes(value);
      case FIXED -> bytes(value);
      case ENUM -> string(value);
      case NULL, RECORD, MAP, ARRAY, UNION -> null;
    };
  }

  private static Object string(Object value) {
    return value instanceof String ? value : null;
  }

  private static Object bytes(Object value) {
    return value instanceof byte[] ? value : null;
  }

  private static Object utf8(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static Object utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static AvroTypeException mismatch(Schema reader, Object value) {
    return new AvroTypeException("no %s but a %s".formatted(reader.getName(), type(value)));
  }

  private static String type(Object value) {
    return value == null ? "null" : value.getClass().getSimpleName();
  }
}
