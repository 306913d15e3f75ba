package io.ciderstream.schemas.serde;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;

/** Creates serdes whose registry is in memory, for fuzzing, which no connection may slow down. */
public final class MemorySerdes {
  private MemorySerdes() {}

  public static AvroSerdes create() {
    return new AvroSerdes(new MockSchemaRegistryClient(), "mock://memory");
  }
}
