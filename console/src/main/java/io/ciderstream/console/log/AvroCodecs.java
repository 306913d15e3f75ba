package io.ciderstream.console.log;

import io.ciderstream.schemas.Topics;
import io.ciderstream.schemas.avro.Descriptor;
import io.ciderstream.schemas.avro.Image;
import io.ciderstream.schemas.avro.Query;
import io.ciderstream.schemas.avro.Reply;
import io.ciderstream.schemas.serde.AvroSerdes;

/**
 * Codecs that use the schema registry.
 *
 * @param serdes reads and writes values with it
 * @param topics whose values these are
 */
public record AvroCodecs(AvroSerdes serdes, Topics topics) implements Codecs {
  @Override
  public byte[] query(Query query) {
    return serdes.encode(topics.queries(), query);
  }

  @Override
  public Image image(byte[] value) {
    return serdes.decode(topics.images(), value, Image.class);
  }

  @Override
  public Descriptor descriptor(byte[] value) {
    return serdes.decode(topics.descriptors(), value, Descriptor.class);
  }

  @Override
  public Reply reply(byte[] value) {
    return serdes.decode(topics.replies(), value, Reply.class);
  }
}
