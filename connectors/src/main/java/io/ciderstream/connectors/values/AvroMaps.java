package io.ciderstream.connectors.values;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;

/** Avro's generic values as plain Java: records and maps as maps, text as String. */
public final class AvroMaps {
  private AvroMaps() {}

  public static Map<String, Object> of(IndexedRecord source) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (Schema.Field field : source.getSchema().getFields()) {
      map.put(field.name(), plain(field.schema(), source.get(field.pos())));
    }
    return map;
  }

  private static Object plain(Schema schema, Object value) {
    return switch (value) {
      case null -> null;
      case CharSequence text -> text.toString();
      case IndexedRecord nested -> of(nested);
      case Map<?, ?> map -> plainMap(schema, map);
      case List<?> list when isFloats(schema) -> floats(list);
      case List<?> list -> plainList(schema, list);
      case ByteBuffer buffer -> bytes(buffer);
      case GenericFixed fixed -> fixed.bytes();
      default -> value;
    };
  }

  private static boolean isFloats(Schema schema) {
    return schema.getType() == Schema.Type.ARRAY
        && schema.getElementType().getType() == Schema.Type.FLOAT;
  }

  /** A vector stays unboxed: it is most of a descriptor. */
  private static float[] floats(List<?> list) {
    float[] floats = new float[list.size()];
    if (list instanceof org.apache.avro.generic.PrimitivesArrays.FloatArray primitive) {
      for (int i = 0; i < floats.length; i++) {
        floats[i] = primitive.getFloat(i);
      }
      return floats;
    }
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (Float) list.get(i);
    }
    return floats;
  }

  private static List<Object> plainList(Schema schema, List<?> list) {
    List<Object> plain = new ArrayList<>(list.size());
    list.forEach(value -> plain.add(plain(schema, value)));
    return plain;
  }

  private static Map<String, Object> plainMap(Schema schema, Map<?, ?> map) {
    Map<String, Object> plain = new LinkedHashMap<>();
    map.forEach((key, value) -> plain.put(key.toString(), plain(schema, value)));
    return plain;
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
