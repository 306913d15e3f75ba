package io.ciderstream.client;

import io.ciderstream.schemas.OutageRetry;
import io.ciderstream.schemas.avro.Reply;
import io.ciderstream.schemas.serde.AvroSerdes;
import org.apache.avro.specific.SpecificRecord;

/** Records to bytes and back. */
interface Codec extends AutoCloseable {
  byte[] encode(String topic, SpecificRecord record);

  Reply reply(String topic, byte[] value);

  @Override
  default void close() {}

  /** Returns a codec that uses the schema registry, and asks it again for some seconds. */
  static Codec of(AvroSerdes serdes) {
    OutageRetry retry = OutageRetry.create();
    return new Codec() {
      @Override
      public byte[] encode(String topic, SpecificRecord record) {
        return retry.call(() -> serdes.encode(topic, record), AvroSerdes::isOutage);
      }

      @Override
      public Reply reply(String topic, byte[] value) {
        return retry.call(() -> serdes.decode(topic, value, Reply.class), AvroSerdes::isOutage);
      }

      @Override
      public void close() {
        serdes.close();
      }
    };
  }
}
