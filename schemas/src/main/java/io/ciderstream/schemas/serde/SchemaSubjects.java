package io.ciderstream.schemas.serde;

import io.ciderstream.schemas.Topics;
import io.ciderstream.schemas.avro.Descriptor;
import io.ciderstream.schemas.avro.Image;
import io.ciderstream.schemas.avro.Query;
import io.ciderstream.schemas.avro.Reply;
import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaUtils;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/**
 * Registers this project's schemas under the value subjects of its topics and asks the registry to
 * keep each subject FULL_TRANSITIVE: any version may read what any other wrote. Repeating it
 * changes nothing.
 */
public final class SchemaSubjects {
  private static final String COMPATIBILITY = "FULL_TRANSITIVE";
  private static final int MAX_ATTEMPTS = 3;

  private final SchemaRegistryClient client;
  private final RegistryFailure failure;

  /** Asks the registry of these serdes. */
  public SchemaSubjects(AvroSerdes serdes) {
    this.client = serdes.client();
    this.failure = serdes.failure();
  }

  /**
   * Registers the subjects of images, descriptors, queries and replies.
   *
   * @throws io.ciderstream.schemas.CiderException REGISTRY_UNAVAILABLE; SETTING_INVALID if the
   *     registry holds an incompatible schema, rejects the credentials or is not trusted
   */
  public void register(Topics topics) {
    register(topics.images(), new Image());
    register(topics.descriptors(), new Descriptor());
    register(topics.queries(), new Query());
    register(topics.replies(), new Reply());
  }

  /**
   * Registers the value subject of one topic; errors as above.
   *
   * @param example any record of the schema to register
   */
  public void register(String topic, SpecificRecord example) {
    try {
      ParsedSchema parsed = new AvroSchema(AvroSchemaUtils.getSchema(example, false, false, true));
      register(topic + "-value", parsed);
    } catch (IOException | RestClientException | RuntimeException e) {
      throw failure.whenRegistering(topic, e);
    }
  }

  /**
   * Removes the value subject of a topic that is gone, with all versions. A missing one is left
   * out.
   *
   * @throws io.ciderstream.schemas.CiderException REGISTRY_UNAVAILABLE
   */
  public void remove(String topic) {
    try {
      remove(topic, false);
      remove(topic, true);
    } catch (IOException | RuntimeException e) {
      throw failure.whenWriting(topic, e);
    }
  }

  /** A registry removes for good only what was removed before. */
  private void remove(String topic, boolean forGood) throws IOException {
    try {
      client.deleteSubject(Map.of(), topic + "-value", forGood);
    } catch (RestClientException e) {
      if (e.getStatus() != RegistryFailure.NOT_FOUND) {
        throw failure.whenWriting(topic, e);
      }
    }
  }

  /** Registers again after a conflict, which may be with another role that does the same. */
  private void register(String subject, ParsedSchema schema)
      throws IOException, RestClientException {
    for (int attempt = 1; true; attempt++) {
      try {
        client.register(subject, schema);
        client.updateCompatibility(subject, COMPATIBILITY);
        return;
      } catch (RestClientException e) {
        if (e.getStatus() != RegistryFailure.CONFLICT || attempt == MAX_ATTEMPTS) {
          throw e;
        }
      }
    }
  }
}
