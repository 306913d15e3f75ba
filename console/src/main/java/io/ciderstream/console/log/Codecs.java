package io.ciderstream.console.log;

import io.ciderstream.schemas.avro.Descriptor;
import io.ciderstream.schemas.avro.Image;
import io.ciderstream.schemas.avro.Query;
import io.ciderstream.schemas.avro.Reply;

/** Values of the topics to records and back. Any thread; errors as in {@code AvroSerdes}. */
public interface Codecs {
  /** A value for the queries topic. */
  byte[] query(Query query);

  /** A framed value of the images topic. */
  Image image(byte[] value);

  /** A value of the descriptors topic. */
  Descriptor descriptor(byte[] value);

  /** A value of the replies topic. */
  Reply reply(byte[] value);
}
