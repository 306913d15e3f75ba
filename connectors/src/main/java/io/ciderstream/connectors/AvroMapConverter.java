package io.ciderstream.connectors;

import io.ciderstream.connectors.values.AvroMapReader;
import io.ciderstream.connectors.values.UnreadAvro;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.Texts;
import io.ciderstream.schemas.serde.DecodingFailure;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroDeserializerConfig;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.storage.Converter;

/**
 * Converts Avro records in Confluent's framing to maps without a schema: records become maps,
 * arrays of floats become {@code float[]}. Accepts {@code schema.registry.url} and the other
 * settings of Confluent's deserializer. Only for sinks.
 *
 * <p>A value that cannot be read becomes an {@link UnreadAvro}, so that {@link MilvusSinkTask} can
 * wait for the registry or report the record. Transformations must leave it unchanged.
 */
public final class AvroMapConverter implements Converter {
  private static final int MAX_DETAIL_CHARS = 400;

  private final KafkaAvroDeserializer deserializer = new MapDeserializer();

  /** Reads Confluent's framing with {@link AvroMapReader}. */
  private static final class MapDeserializer extends KafkaAvroDeserializer {
    @Override
    protected DatumReader<?> getDatumReader(Schema writer, Schema same) {
      return new AvroMapReader(writer);
    }
  }

  @Override
  public void configure(Map<String, ?> settings, boolean isKey) {
    Map<String, Object> own = new HashMap<>(settings);
    own.put(KafkaAvroDeserializerConfig.SPECIFIC_AVRO_READER_CONFIG, false);
    deserializer.configure(own, isKey);
  }

  @Override
  public SchemaAndValue toConnectData(String topic, byte[] value) {
    if (value == null) {
      return SchemaAndValue.NULL;
    }
    try {
      return new SchemaAndValue(null, read(topic, value));
    } catch (CiderException e) {
      return new SchemaAndValue(null, new UnreadAvro(() -> read(topic, value), value.length));
    }
  }

  @Override
  public byte[] fromConnectData(
      String topic, org.apache.kafka.connect.data.Schema schema, Object value) {
    if (value == null) {
      return null; // a dead letter without its value
    }
    throw new DataException("AvroMapConverter cannot write. Use it for a sink only.");
  }

  @Override
  public ConfigDef config() {
    return KafkaAvroDeserializerConfig.baseConfigDef();
  }

  @Override
  public void close() {
    deserializer.close();
  }

  @SuppressWarnings("unchecked") // the reader's keys are names
  private Map<String, Object> read(String topic, byte[] value) {
    Object read;
    try {
      read = deserializer.deserialize(topic, value);
    } catch (StackOverflowError e) {
      throw invalid(topic, "It is nested too deeply", null);
    } catch (RuntimeException e) {
      throw DecodingFailure.isOutage(e)
          ? new CiderException(
              ErrorCode.REGISTRY_UNAVAILABLE,
              "A record of the topic %s needs a schema; the converter's %s names the registry."
                  .formatted(topic, KafkaAvroDeserializerConfig.SCHEMA_REGISTRY_URL_CONFIG),
              e)
          : invalid(topic, String.valueOf(e.getMessage()), e);
    }
    if (read instanceof Map<?, ?> fields) {
      return (Map<String, Object>) fields;
    }
    throw invalid(topic, "It is not a record", null);
  }

  private static CiderException invalid(String topic, String detail, Throwable cause) {
    return new CiderException(
        ErrorCode.AVRO_INVALID,
        "The value is of topic %s. %s.".formatted(topic, Texts.shortened(detail, MAX_DETAIL_CHARS)),
        cause);
  }
}
