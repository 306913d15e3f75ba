package io.ciderstream.connectors;

import io.ciderstream.connectors.values.AvroMapReader;
import io.ciderstream.connectors.values.UnreadAvro;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.ErrorKind;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroDeserializerConfig;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.storage.Converter;

/**
 * Reads Avro records in Confluent's framing as maps without a schema: records become maps, arrays
 * of floats become {@code float[]}. Takes {@code schema.registry.url} and the other settings of
 * Confluent's deserializer. Reads only.
 *
 * <p>While the registry is out of reach, a value is handed on unread for {@link MilvusSinkTask} to
 * wait; transformations between the two would have to let it pass.
 */
public final class AvroMapConverter implements Converter {
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
      if (e.code().kind() == ErrorKind.DEPENDENCY) {
        return new SchemaAndValue(null, new UnreadAvro(() -> read(topic, value)));
      }
      throw new DataException(e.getMessage(), e);
    }
  }

  @Override
  public byte[] fromConnectData(
      String topic, org.apache.kafka.connect.data.Schema schema, Object value) {
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
    } catch (RuntimeException e) {
      throw isOutage(e)
          ? new CiderException(ErrorCode.REGISTRY_UNAVAILABLE, "Topic " + topic + ".", e)
          : invalid(topic, String.valueOf(e.getMessage()), e);
    }
    if (read instanceof Map<?, ?> fields) {
      return (Map<String, Object>) fields;
    }
    throw invalid(topic, "It is a " + read.getClass().getName(), null);
  }

  private static boolean isOutage(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      boolean outage =
          switch (t) {
            // a schema id that the registry does not know is the record's fault
            case RestClientException e -> e.getStatus() != 404 && e.getStatus() != 422;
            case IOException e -> !(e instanceof java.io.EOFException);
            case RetriableException e -> true;
            default -> false;
          };
      if (outage) {
        return true;
      }
    }
    return false;
  }

  private static CiderException invalid(String topic, String detail, Throwable cause) {
    return new CiderException(
        ErrorCode.AVRO_INVALID, "A value of topic %s: %s.".formatted(topic, detail), cause);
  }
}
