package io.ciderstream.connectors.values;

import io.ciderstream.schemas.ByteArrays;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * Converts values to plain Java: structs, maps, and text or bytes of a JSON object become maps,
 * arrays of floats or doubles become primitive arrays, other arrays lists, dates and times
 * milliseconds, byte buffers byte arrays.
 */
public final class PlainValues {
  private PlainValues() {}

  /**
   * Returns the fields of a record's value or key.
   *
   * @throws CiderException VALUE_INVALID, or what {@link UnreadAvro#read} throws
   */
  public static Map<String, Object> fields(Object value) {
    if (value instanceof Struct struct) {
      return fields(struct);
    }
    if (value instanceof Map<?, ?> map) {
      return map(map);
    }
    if (value instanceof UnreadAvro unread) {
      return map(unread.read());
    }
    if (value instanceof String text) {
      return JsonText.object(text);
    }
    if (value instanceof byte[] bytes) {
      return JsonText.object(text(bytes));
    }
    if (value instanceof ByteBuffer buffer) {
      return JsonText.object(text(ByteArrays.of(buffer)));
    }
    throw new CiderException(
        ErrorCode.VALUE_INVALID,
        "It is %s.".formatted(value == null ? "null" : "a " + value.getClass().getSimpleName()));
  }

  /** Returns any value as plain Java. */
  public static Object of(Object value) {
    if (value instanceof Struct struct) {
      return fields(struct);
    }
    if (value instanceof Map<?, ?> map) {
      return map(map);
    }
    if (value instanceof List<?> list) {
      return list(list);
    }
    if (value instanceof ByteBuffer buffer) {
      return ByteArrays.of(buffer);
    }
    return value instanceof Date date ? (Object) date.getTime() : value;
  }

  /** Decodes strict UTF-8. */
  public static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new CiderException(ErrorCode.VALUE_INVALID, "It is not UTF-8.", e);
    }
  }

  private static Map<String, Object> fields(Struct struct) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (Field field : struct.schema().fields()) {
      map.put(field.name(), of(field.schema(), struct.get(field)));
    }
    return map;
  }

  private static Object of(Schema schema, Object value) {
    if (value instanceof List<?> list && schema.type() == Schema.Type.ARRAY) {
      return switch (schema.valueSchema().type()) {
        case FLOAT32 -> hasNull(list) ? list(list) : floats(list);
        case FLOAT64 -> hasNull(list) ? list(list) : doubles(list);
        default -> list(list);
      };
    }
    return of(value);
  }

  private static boolean hasNull(List<?> list) {
    return list.stream().anyMatch(Objects::isNull);
  }

  private static float[] floats(List<?> list) {
    float[] floats = new float[list.size()];
    int i = 0;
    for (Object number : list) {
      floats[i++] = (Float) number;
    }
    return floats;
  }

  private static double[] doubles(List<?> list) {
    double[] doubles = new double[list.size()];
    int i = 0;
    for (Object number : list) {
      doubles[i++] = (Double) number;
    }
    return doubles;
  }

  private static Map<String, Object> map(Map<?, ?> map) {
    Map<String, Object> plain = new LinkedHashMap<>();
    map.forEach((name, value) -> plain.put(String.valueOf(name), of(value)));
    return plain;
  }

  private static List<Object> list(List<?> list) {
    List<Object> plain = new ArrayList<>(list.size());
    list.forEach(value -> plain.add(of(value)));
    return plain;
  }
}
