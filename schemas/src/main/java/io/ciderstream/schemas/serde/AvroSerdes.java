package io.ciderstream.schemas.serde;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.settings.RegistryOptions;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.serializers.AbstractKafkaSchemaSerDeConfig;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroDeserializerConfig;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import io.confluent.kafka.serializers.KafkaAvroSerializerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * This project's records in Confluent's framing (0x00, four bytes of schema id, Avro binary), by
 * Confluent's own serializer and deserializer. Values of the topic {@code t} belong to the subject
 * {@code t-value}.
 */
public final class AvroSerdes implements AutoCloseable {
  /** The first byte of every framed value. */
  public static final byte MAGIC = 0;

  private static final int MAX_SCHEMAS = 1000;
  private static final int TIMEOUT_MS = 5_000;

  static {
    AvroGuards.install();
  }

  private final SchemaRegistryClient client;
  private final RegistryFailure failure;
  private final KafkaAvroSerializer serializer;
  private final KafkaAvroDeserializer deserializer;

  /**
   * Creates the serdes of a registry that asks for no credentials.
   *
   * @param registryUrl where Confluent's REST API of the schema registry is
   */
  public AvroSerdes(String registryUrl) {
    this(RegistryOptions.of(registryUrl));
  }

  /**
   * Creates the serdes of a registry.
   *
   * @throws CiderException SETTING_INVALID if a certificate or key cannot be read
   */
  public AvroSerdes(RegistryOptions registry) {
    this(client(registry), registry.url());
  }

  private static SchemaRegistryClient client(RegistryOptions registry) {
    Map<String, Object> config = new HashMap<>(config(registry.url()));
    config.putAll(RegistryClientConfig.access(registry));
    try {
      return new CachedSchemaRegistryClient(List.of(registry.url()), MAX_SCHEMAS, config, Map.of());
    } catch (RuntimeException e) {
      throw RegistryFailure.whenCreating(e);
    }
  }

  AvroSerdes(SchemaRegistryClient client, String registryUrl) {
    this.client = client;
    this.failure = new RegistryFailure(registryUrl);
    this.serializer = new KafkaAvroSerializer(client, config(registryUrl));
    this.deserializer = new KafkaAvroDeserializer(client, config(registryUrl));
  }

  private static Map<String, Object> config(String registryUrl) {
    return Map.of(
        AbstractKafkaSchemaSerDeConfig.SCHEMA_REGISTRY_URL_CONFIG,
        registryUrl,
        AbstractKafkaSchemaSerDeConfig.MAX_RETRIES_CONFIG,
        0,
        "http.connect.timeout.ms",
        TIMEOUT_MS,
        "http.read.timeout.ms",
        TIMEOUT_MS,
        KafkaAvroSerializerConfig.AVRO_REMOVE_JAVA_PROPS_CONFIG,
        true,
        KafkaAvroDeserializerConfig.SPECIFIC_AVRO_READER_CONFIG,
        true);
  }

  /**
   * Returns whether the value is to be read as Avro: it begins with 0x00 and is none of the files
   * that begin so too, such as HEIC, AVIF, JPEG 2000 and ICO ({@link ZeroByteFormat}).
   */
  public static boolean isFramed(byte[] value) {
    return value.length > 0 && value[0] == MAGIC && ZeroByteFormat.of(value).isEmpty();
  }

  /**
   * Writes a record with this project's schema.
   *
   * @param topic the topic that the value is for
   * @throws CiderException REGISTRY_UNAVAILABLE; SETTING_INVALID if the registry rejects the
   *     schema; UNEXPECTED if the record does not fit its schema
   */
  public byte[] encode(String topic, SpecificRecord record) {
    try {
      return serializer.serialize(topic, record);
    } catch (RuntimeException e) {
      throw failure.whenWriting(topic, e);
    }
  }

  /**
   * Reads a framed value, whatever compatible schema it was written with, as this project's record.
   *
   * @throws CiderException AVRO_INVALID if it is no such record or its schema id is unknown;
   *     REGISTRY_UNAVAILABLE
   */
  public <T extends SpecificRecord> T decode(String topic, byte[] value, Class<T> type) {
    Schema schema = SpecificData.get().getSchema(type);
    try {
      checkName(value, schema);
      return type.cast(deserializer.deserialize(topic, value, schema));
    } catch (IOException | RestClientException | RuntimeException e) {
      throw failure.whenReading(topic, value, type, e);
    } catch (StackOverflowError e) {
      throw new CiderException(
          ErrorCode.AVRO_INVALID, "The record for %s nests too deeply.".formatted(topic), e);
    }
  }

  // Avro's resolution of schemas matches fields only: a Query would pass as an Image
  private void checkName(byte[] value, Schema expected) throws IOException, RestClientException {
    if (value.length < 1 + Integer.BYTES) {
      throw new AvroRuntimeException("no schema id");
    }
    String written = client.getSchemaById(ByteBuffer.wrap(value).getInt(1)).name();
    if (written == null || !written.endsWith(expected.getName())) {
      throw new AvroRuntimeException("written as " + written);
    }
  }

  /**
   * Returns whether the registry answers now. Asks it, where reading and writing mostly use what it
   * received before.
   */
  public boolean registryAnswers() {
    try {
      requireRegistry();
      return true;
    } catch (CiderException e) {
      return false;
    }
  }

  /**
   * Asks the registry for its subjects.
   *
   * @throws CiderException REGISTRY_UNAVAILABLE if it does not answer, or rejects this client
   */
  public void requireRegistry() {
    try {
      client.getAllSubjects();
    } catch (IOException | RestClientException | RuntimeException e) {
      throw failure.unavailable("for its subjects", e);
    }
  }

  /**
   * Returns whether the same request may succeed later: the registry is unreachable, rather than
   * that it rejects this client.
   */
  public static boolean isOutage(RuntimeException failure) {
    return failure instanceof CiderException e
        && e.code() == ErrorCode.REGISTRY_UNAVAILABLE
        && !RegistryFailure.isRefusal(e);
  }

  SchemaRegistryClient client() {
    return client;
  }

  RegistryFailure failure() {
    return failure;
  }

  @Override
  public void close() {
    serializer.close();
    deserializer.close();
    try {
      client.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
