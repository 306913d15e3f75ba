package io.ciderstream.schemas.serde;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.ciderstream.schemas.avro.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/**
 * A reply as JSON in UTF-8: the field names of the Avro schema, plain values without type wrappers,
 * times in epoch milliseconds, absent values as null.
 */
public final class ReplyJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private ReplyJson() {}

  /** Writes one reply. */
  public static byte[] encode(Reply reply) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      write(json, reply);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static void write(JsonGenerator json, Object value) throws IOException {
    switch (value) {
      case null -> json.writeNull();
      case IndexedRecord record -> writeRecord(json, record);
      case Map<?, ?> map -> writeMap(json, map);
      case Collection<?> items -> writeArray(json, items);
      case Instant time -> json.writeNumber(time.toEpochMilli());
      case Integer number -> json.writeNumber(number);
      case Long number -> json.writeNumber(number);
      case Float number -> json.writeNumber(number);
      case Double number -> json.writeNumber(number);
      case Boolean truth -> json.writeBoolean(truth);
      default -> json.writeString(value.toString());
    }
  }

  private static void writeRecord(JsonGenerator json, IndexedRecord record) throws IOException {
    json.writeStartObject();
    for (Schema.Field field : record.getSchema().getFields()) {
      json.writeFieldName(field.name());
      write(json, record.get(field.pos()));
    }
    json.writeEndObject();
  }

  private static void writeMap(JsonGenerator json, Map<?, ?> map) throws IOException {
    json.writeStartObject();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      json.writeFieldName(entry.getKey().toString());
      write(json, entry.getValue());
    }
    json.writeEndObject();
  }

  private static void writeArray(JsonGenerator json, Collection<?> items) throws IOException {
    json.writeStartArray();
    for (Object item : items) {
      write(json, item);
    }
    json.writeEndArray();
  }
}
