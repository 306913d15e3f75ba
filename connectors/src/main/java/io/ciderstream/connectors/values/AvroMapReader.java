package io.ciderstream.connectors.values;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.Decoder;

/**
 * Reads Avro as plain Java: records and maps become maps, arrays of floats {@code float[]}, other
 * arrays lists, bytes and fixed byte arrays, enums and strings text; logical types stay what they
 * are stored as. Avro's own reader takes longer for a vector than all else that the sink does with
 * a record.
 */
public final class AvroMapReader implements DatumReader<Object> {
  /** An array may announce more than it has, and is not believed beyond this. */
  private static final int BELIEVED = 4096;

  private Schema schema;

  /**
   * @param schema by which the values were written
   */
  public AvroMapReader(Schema schema) {
    this.schema = schema;
  }

  @Override
  public void setSchema(Schema schema) {
    this.schema = schema;
  }

  @Override
  public Object read(Object unused, Decoder in) throws IOException {
    return value(schema, in);
  }

  private static Object value(Schema schema, Decoder in) throws IOException {
    return switch (schema.getType()) {
      case RECORD -> fields(schema, in);
      case ENUM -> schema.getEnumSymbols().get(in.readEnum());
      case ARRAY ->
          schema.getElementType().getType() == Schema.Type.FLOAT
              ? floats(in)
              : list(schema.getElementType(), in);
      case MAP -> map(schema.getValueType(), in);
      case UNION -> value(schema.getTypes().get(in.readIndex()), in);
      case FIXED -> fixed(schema.getFixedSize(), in);
      case STRING -> in.readString();
      case BYTES -> bytes(in.readBytes(null));
      case INT -> in.readInt();
      case LONG -> in.readLong();
      case FLOAT -> in.readFloat();
      case DOUBLE -> in.readDouble();
      case BOOLEAN -> in.readBoolean();
      case NULL -> {
        in.readNull();
        yield null;
      }
    };
  }

  private static Map<String, Object> fields(Schema schema, Decoder in) throws IOException {
    Map<String, Object> map = new LinkedHashMap<>();
    for (Schema.Field field : schema.getFields()) {
      map.put(field.name(), value(field.schema(), in));
    }
    return map;
  }

  private static float[] floats(Decoder in) throws IOException {
    float[] floats = new float[0];
    int length = 0;
    for (long block = in.readArrayStart(); block > 0; block = in.arrayNext()) {
      for (long left = block; left > 0; left--) {
        if (length == floats.length) {
          int more = (int) Math.min(left, Math.max(BELIEVED, length));
          floats = Arrays.copyOf(floats, Math.addExact(length, more));
        }
        floats[length++] = in.readFloat();
      }
    }
    return floats;
  }

  private static List<Object> list(Schema element, Decoder in) throws IOException {
    List<Object> list = new ArrayList<>();
    for (long block = in.readArrayStart(); block > 0; block = in.arrayNext()) {
      for (long left = block; left > 0; left--) {
        list.add(value(element, in));
      }
    }
    return list;
  }

  private static Map<String, Object> map(Schema element, Decoder in) throws IOException {
    Map<String, Object> map = new LinkedHashMap<>();
    for (long block = in.readMapStart(); block > 0; block = in.mapNext()) {
      for (long left = block; left > 0; left--) {
        map.put(in.readString(), value(element, in));
      }
    }
    return map;
  }

  private static byte[] fixed(int size, Decoder in) throws IOException {
    byte[] bytes = new byte[size];
    in.readFixed(bytes);
    return bytes;
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
