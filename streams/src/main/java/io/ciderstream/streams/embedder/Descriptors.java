package io.ciderstream.streams.embedder;

import io.ciderstream.embedding.Embedding;
import io.ciderstream.embedding.ModelFacts;
import io.ciderstream.schemas.avro.Attention;
import io.ciderstream.schemas.avro.Descriptor;
import io.ciderstream.schemas.avro.Model;
import io.ciderstream.schemas.avro.Source;
import io.ciderstream.streams.pending.InputRecord;
import io.ciderstream.streams.runtime.AvroParts;
import java.nio.ByteBuffer;
import java.time.Instant;

/** Builds the Avro {@code Descriptor}. */
final class Descriptors {
  private Descriptors() {}

  static Descriptor of(InputRecord record, Picture picture, ModelFacts model, Embedding made) {
    return new Descriptor(
        new Model(model.name(), model.hash()),
        AvroParts.floats(made.vector()),
        AvroParts.boxes(made.boxes()),
        made.attention()
            .map(map -> new Attention(map.height(), map.width(), ByteBuffer.wrap(map.values())))
            .orElse(null),
        Sha256.of(picture.content()),
        made.width(),
        made.height(),
        picture.metadata(),
        picture.capturedAt(),
        new Source(
            record.partition(), record.offset(), Instant.ofEpochMilli(record.timestampMs())));
  }
}
