package io.ciderstream.streams.embedder;

import static io.ciderstream.schemas.HeaderNames.CANARY_TIMES;
import static io.ciderstream.schemas.HeaderNames.SOURCE_OFFSET;

import io.ciderstream.embedding.infer.ModelInfo;
import io.ciderstream.embedding.result.Embedding;
import io.ciderstream.schemas.CanaryTimes;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.ReservedIds;
import io.ciderstream.schemas.serde.AvroSerdes;
import io.ciderstream.streams.output.DeadLetters;
import io.ciderstream.streams.output.OutputTopics;
import io.ciderstream.streams.pending.InputRecord;
import io.ciderstream.streams.pending.OutputRecord;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The records that are written for an image, each within what its topic accepts. */
final class ImageOutputs {
  private final AvroSerdes serdes;
  private final String descriptors;
  private final OutputTopics topics;
  private final InstantSource clock;
  private final EmbedderOptions options;

  /**
   * Creates the image outputs.
   *
   * @param descriptors the topic of descriptors and tombstones
   * @param topics says what that topic accepts
   * @param options says what descriptors have
   */
  ImageOutputs(
      AvroSerdes serdes,
      String descriptors,
      OutputTopics topics,
      InstantSource clock,
      EmbedderOptions options) {
    this.serdes = serdes;
    this.descriptors = descriptors;
    this.topics = topics;
    this.clock = clock;
    this.options = options;
  }

  /**
   * Requires that a descriptor or tombstone of the record can be written now.
   *
   * @throws CiderException TOPIC_UNAVAILABLE
   */
  void requireOpen(InputRecord record) {
    topics.requireOpen(descriptors, OptionalInt.of(record.partition()));
  }

  /**
   * Creates the descriptor's record.
   *
   * @throws CiderException OUTPUT_TOO_LARGE, REGISTRY_UNAVAILABLE, UNEXPECTED
   */
  OutputRecord descriptor(
      ImageId id, InputRecord record, ImagePayload picture, ModelInfo model, Embedding made) {
    byte[] value =
        serdes.encode(descriptors, DescriptorBuilder.of(record, picture, model, made, options));
    Headers headers = record.copyHeaders();
    if (ReservedIds.isCanary(id)) {
      headers.remove(CANARY_TIMES).add(CANARY_TIMES, times(made));
    }
    OutputRecord descriptor = output(id, record, value, headers);
    topics.requireFits(descriptor);
    return descriptor;
  }

  private static byte[] times(Embedding made) {
    return CanaryTimes.format(
        Map.of("decode", made.times().decode(), "infer", made.times().infer()));
  }

  /**
   * Creates a tombstone, without the record's headers if they are too large: the image must still
   * be deleted.
   */
  OutputRecord tombstone(ImageId id, InputRecord record) {
    OutputRecord tombstone = output(id, record, null, record.copyHeaders());
    try {
      topics.requireFits(tombstone);
      return tombstone;
    } catch (CiderException e) {
      if (e.code() != ErrorCode.OUTPUT_TOO_LARGE) {
        throw e;
      }
      return output(id, record, null, new RecordHeaders());
    }
  }

  /**
   * Creates the record that moves the index position past an image that has no descriptor: a
   * tombstone of an id that has no row. Empty while it cannot be written, since the next image
   * moves the position as well.
   */
  Optional<OutputRecord> position(InputRecord record) {
    ImageId id = ReservedIds.position(record.partition());
    OutputRecord position = output(id, record, null, new RecordHeaders());
    try {
      topics.requireFits(position);
      return Optional.of(position);
    } catch (CiderException e) {
      return Optional.empty();
    }
  }

  private OutputRecord output(ImageId id, InputRecord record, byte[] value, Headers headers) {
    DeadLetters.unmark(headers); // it may be a dead letter that was sent again
    headers.remove(SOURCE_OFFSET);
    headers.add(SOURCE_OFFSET, Long.toString(record.offset()).getBytes(StandardCharsets.UTF_8));
    return new OutputRecord(
        descriptors,
        OptionalInt.of(record.partition()),
        topics.acceptedTimestamp(descriptors, record.timestampMs(), clock.millis()),
        id.toBytes(),
        value,
        headers);
  }
}
