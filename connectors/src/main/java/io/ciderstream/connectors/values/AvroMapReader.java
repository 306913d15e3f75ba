package io.ciderstream.connectors.values;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.Decoder;

/**
 * Reads Avro's binary form as plain Java: records and maps become maps, arrays of floats {@code
 * float[]}, other arrays lists, bytes and fixed byte arrays, enums and strings text; logical types
 * stay what they are stored as. Avro's own reader takes longer for a vector than all else that the
 * sink does with a record.
 */
public final class AvroMapReader implements DatumReader<Object> {
  /** An array may announce more than it has, and is not believed beyond this. */
  private static final int MAX_PREALLOCATED = 4096;

  /** The same of texts and bytes. */
  private static final int BELIEVED_BYTES = 64 << 10;

  /** Elements of lists and maps, such as nulls, that take no bytes each. */
  private static final long MOST_ELEMENTS = 1 << 22;

  private Schema schema;

  /**
   * Creates an avro map reader.
   *
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
    return new Reading(in).value(schema);
  }

  /** One value: its elements are counted, as some take no bytes at all. */
  private static final class Reading {
    private final Decoder in;
    private long elements;

    Reading(Decoder in) {
      this.in = in;
    }

    private Object value(Schema schema) throws IOException {
      return switch (schema.getType()) {
        case RECORD -> fields(schema);
        case ENUM -> schema.getEnumSymbols().get(in.readEnum());
        case ARRAY ->
            schema.getElementType().getType() == Schema.Type.FLOAT
                ? floats()
                : list(schema.getElementType());
        case MAP -> map(schema.getValueType());
        case UNION -> value(schema.getTypes().get(in.readIndex()));
        case FIXED -> fixed(schema.getFixedSize());
        case STRING -> text();
        case BYTES -> bytes();
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

    private Map<String, Object> fields(Schema schema) throws IOException {
      Map<String, Object> map = new LinkedHashMap<>();
      for (Schema.Field field : schema.getFields()) {
        map.put(field.name(), value(field.schema()));
      }
      return map;
    }

    private float[] floats() throws IOException {
      float[] floats = new float[0];
      int length = 0;
      for (long block = in.readArrayStart(); block > 0; block = in.arrayNext()) {
        for (long left = block; left > 0; left--) {
          if (length == floats.length) {
            int more = (int) Math.min(left, Math.max(MAX_PREALLOCATED, length));
            floats = Arrays.copyOf(floats, Math.addExact(length, more));
          }
          floats[length++] = in.readFloat();
        }
      }
      return floats;
    }

    private List<Object> list(Schema element) throws IOException {
      List<Object> list = new ArrayList<>();
      for (long block = in.readArrayStart(); block > 0; block = in.arrayNext()) {
        count(block);
        for (long left = block; left > 0; left--) {
          list.add(value(element));
        }
      }
      return list;
    }

    private Map<String, Object> map(Schema element) throws IOException {
      Map<String, Object> map = new LinkedHashMap<>();
      for (long block = in.readMapStart(); block > 0; block = in.mapNext()) {
        count(block);
        for (long left = block; left > 0; left--) {
          map.put(text(), value(element));
        }
      }
      return map;
    }

    private byte[] fixed(int size) throws IOException {
      byte[] bytes = new byte[size];
      in.readFixed(bytes);
      return bytes;
    }

    private String text() throws IOException {
      return new String(bytes(), StandardCharsets.UTF_8);
    }

    private byte[] bytes() throws IOException {
      long length = in.readLong();
      if (length < 0 || length > Integer.MAX_VALUE - BELIEVED_BYTES) {
        throw new AvroRuntimeException("a length of %d".formatted(length));
      }
      byte[] bytes = new byte[(int) Math.min(length, BELIEVED_BYTES)];
      in.readFixed(bytes);
      while (bytes.length < length) {
        int known = bytes.length;
        bytes = Arrays.copyOf(bytes, (int) Math.min(length, 2L * known));
        in.readFixed(bytes, known, bytes.length - known);
      }
      return bytes;
    }

    private void count(long more) {
      elements += more;
      if (more < 0 || elements > MOST_ELEMENTS) {
        throw new AvroRuntimeException("more than %d elements".formatted(MOST_ELEMENTS));
      }
    }
  }
}
