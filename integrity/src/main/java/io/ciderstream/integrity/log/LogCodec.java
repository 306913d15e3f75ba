package io.ciderstream.integrity.log;

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

  /** Returns a codec of these topics. */
  static LogCodec of(AvroSerdes serdes, Topics topics) {
    return new LogCodec() {
      @Override
      public Image image(byte[] value) {
        return serdes.decode(topics.images(), value, Image.class);
      }

      @Override
      public Descriptor descriptor(byte[] value) {
        return serdes.decode(topics.descriptors(), value, Descriptor.class);
      }
    };
  }
}
