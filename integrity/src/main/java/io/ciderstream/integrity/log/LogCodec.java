package io.ciderstream.integrity.log;

import io.ciderstream.schemas.OutageRetry;
import io.ciderstream.schemas.Topics;
import io.ciderstream.schemas.avro.Descriptor;
import io.ciderstream.schemas.avro.Image;
import io.ciderstream.schemas.serde.AvroSerdes;

/**
 * Reads values of the log. Each method throws {@link io.ciderstream.schemas.CiderException}
 * AVRO_INVALID or REGISTRY_UNAVAILABLE.
 */
public interface LogCodec {
  /** Reads a framed value of {@code images}. */
  Image image(byte[] value);

  /** Reads a value of {@code descriptors}. */
  Descriptor descriptor(byte[] value);

  /** Returns a codec of these topics, which asks the registry again for some seconds. */
  static LogCodec of(AvroSerdes serdes, Topics topics) {
    OutageRetry retry = OutageRetry.create();
    return new LogCodec() {
      @Override
      public Image image(byte[] value) {
        return retry.call(
            () -> serdes.decode(topics.images(), value, Image.class), AvroSerdes::isOutage);
      }

      @Override
      public Descriptor descriptor(byte[] value) {
        return retry.call(
            () -> serdes.decode(topics.descriptors(), value, Descriptor.class),
            AvroSerdes::isOutage);
      }
    };
  }
}
