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
 * Reads Avro records in Confluent's framing as maps without a schema: records become maps, arrays
 * of floats become {@code float[]}. Takes {@code schema.registry.url} and the other settings of
 * Confluent's deserializer. Reads only.
 *
 * <p>A value that cannot be read is handed on as {@link UnreadAvro}, for {@link MilvusSinkTask} to
 * wait for the registry or to report the record; transformations between the two would have to let
 * it pass.
 */
public final class AvroMapConverter implements Converter {
  private static final int SHOWN = 400;

  private final KafkaAvroDeserializer deserializer = new Reading();

  /** Confluent's framing and registry, our reader. */
  private static final class Reading extends KafkaAvroDeserializer {
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
      return null; // of a dead letter whose value is left out
    }
    throw new DataException("AvroMapConverter only reads; use it for a sink.");
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
      throw invalid(topic, "It nests too deeply", null);
    } catch (RuntimeException e) {
      throw DecodingFailure.isOutage(e)
          ? new CiderException(ErrorCode.REGISTRY_UNAVAILABLE, "Topic " + topic + ".", e)
          : invalid(topic, String.valueOf(e.getMessage()), e);
    }
    if (read instanceof Map<?, ?> fields) {
      return (Map<String, Object>) fields;
    }
    throw invalid(topic, "It is no record", null);
  }

  private static CiderException invalid(String topic, String detail, Throwable cause) {
    return new CiderException(
        ErrorCode.AVRO_INVALID,
        "A value of topic %s: %s.".formatted(topic, Texts.shortened(detail, SHOWN)),
        cause);
  }
}
