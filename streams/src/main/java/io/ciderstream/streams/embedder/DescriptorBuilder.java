package io.ciderstream.streams.embedder;

import io.ciderstream.embedding.infer.ModelInfo;
import io.ciderstream.embedding.result.Embedding;
import io.ciderstream.schemas.avro.Attention;
import io.ciderstream.schemas.avro.Descriptor;
import io.ciderstream.schemas.avro.Model;
import io.ciderstream.schemas.avro.Source;
import io.ciderstream.streams.pending.InputRecord;
import io.ciderstream.streams.runtime.AvroParts;
import java.nio.ByteBuffer;
import java.time.Instant;

/** Builds the Avro {@code Descriptor}. */
final class DescriptorBuilder {
  private DescriptorBuilder() {}

  static Descriptor of(
      InputRecord record,
      ImagePayload picture,
      ModelInfo model,
      Embedding made,
      EmbedderOptions options) {
    return new Descriptor(
        new Model(model.name(), model.hash()),
        AvroParts.floats(made.vector()),
        AvroParts.boxes(made.boxes()),
        made.attention()
            .map(map -> new Attention(map.height(), map.width(), ByteBuffer.wrap(map.values())))
            .orElse(null),
        picture.sha256(),
        made.width(),
        made.height(),
        picture.metadata(),
        picture.capturedAt(),
        new Source(record.partition(), record.offset(), Instant.ofEpochMilli(record.timestampMs())),
        made.localFeatures()
            .filter(features -> options.localFeatures())
            .map(features -> ByteBuffer.wrap(features.encode()))
            .orElse(null));
  }
}
