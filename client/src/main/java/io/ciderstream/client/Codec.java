package io.ciderstream.client;

import io.ciderstream.schemas.avro.Reply;
import io.ciderstream.schemas.serde.AvroSerdes;
import org.apache.avro.specific.SpecificRecord;

/** Records to bytes and back. */
interface Codec extends AutoCloseable {
  byte[] encode(String topic, SpecificRecord record);

  Reply reply(String topic, byte[] value);

  @Override
  default void close() {}

  /** Returns a codec that uses the schema registry. */
  static Codec of(AvroSerdes serdes) {
    return new Codec() {
      @Override
      public byte[] encode(String topic, SpecificRecord record) {
        return serdes.encode(topic, record);
      }

      @Override
      public Reply reply(String topic, byte[] value) {
        return serdes.decode(topic, value, Reply.class);
      }

      @Override
      public void close() {
        serdes.close();
      }
    };
  }
}
