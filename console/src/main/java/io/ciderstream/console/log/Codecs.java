package io.ciderstream.console.log;

import io.ciderstream.schemas.avro.Descriptor;
import io.ciderstream.schemas.avro.Image;
import io.ciderstream.schemas.avro.Query;
import io.ciderstream.schemas.avro.Reply;

/** Encodes and decodes the values of the topics. Any thread; errors as in {@code AvroSerdes}. */
public interface Codecs {
  /** Returns a value for the queries topic. */
  byte[] query(Query query);

  /** Decodes a framed value of the images topic. */
  Image image(byte[] value);

  /** Decodes a value of the descriptors topic. */
  Descriptor descriptor(byte[] value);

  /** Decodes a value of the replies topic. */
  Reply reply(byte[] value);
}
