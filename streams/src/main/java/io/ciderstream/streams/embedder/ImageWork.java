package io.ciderstream.streams.embedder;

import static io.ciderstream.schemas.Headers.SOURCE_OFFSET;

import io.ciderstream.embedding.Embedding;
import io.ciderstream.embedding.ImageEmbedder;
import io.ciderstream.embedding.Priority;
import io.ciderstream.embedding.StageTimes;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorKind;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.serde.AvroSerdes;
import io.ciderstream.streams.pending.InputRecord;
import io.ciderstream.streams.pending.Outcome;
import io.ciderstream.streams.pending.OutputRecord;
import io.ciderstream.streams.pending.PendingBytes;
import io.ciderstream.streams.pending.RecordWork;
import io.ciderstream.streams.runtime.DeadLetters;
import io.ciderstream.streams.runtime.Futures;
import io.ciderstream.streams.runtime.Pauses;
import io.ciderstream.streams.runtime.RoleMeter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.common.header.Headers;

/** One image record to its descriptor, tombstone or dead letter; waits out every other failure. */
final class ImageWork implements RecordWork {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final ImageReader reader;
  private final ImageEmbedder embedder;
  private final AvroSerdes serdes;
  private final String descriptors;
  private final DeadLetters deadLetters;
  private final RoleMeter meter;

  ImageWork(
      ImageReader reader,
      ImageEmbedder embedder,
      AvroSerdes serdes,
      String descriptors,
      DeadLetters deadLetters,
      RoleMeter meter) {
    this.reader = reader;
    this.embedder = embedder;
    this.serdes = serdes;
    this.descriptors = descriptors;
    this.deadLetters = deadLetters;
    this.meter = meter;
  }

  @Override
  public Outcome apply(InputRecord record, PendingBytes bytes) throws InterruptedException {
    Pauses pauses = new Pauses(FIRST_PAUSE, LONGEST_PAUSE);
    while (true) {
      try {
        return tryOnce(record);
      } catch (CiderException e) {
        if (e.code().kind() == ErrorKind.INPUT) {
          return new Outcome(
              EmbedderRole.DEAD_LETTERED + e.code(), List.of(deadLetters.of(record, e)));
        }
        meter.failed(e);
      } catch (RuntimeException e) {
        meter.failed(e);
      }
      Thread.sleep(pauses.next());
    }
  }

  private Outcome tryOnce(InputRecord record) throws InterruptedException {
    ImageId.of(record.key());
    if (record.value() == null) {
      return new Outcome(EmbedderRole.DELETED, List.of(output(record, null)));
    }
    Picture picture = reader.read(record);
    Embedding made =
        Futures.await(embedder.embed(picture.content(), Optional.empty(), Priority.INGEST));
    StageTimes times = made.times();
    meter.worked(
        record.timestampMs(),
        Map.of("decode", times.decode(), "wait", times.waiting(), "infer", times.infer()));
    byte[] value =
        serdes.encode(descriptors, Descriptors.of(record, picture, embedder.model(), made));
    return new Outcome(EmbedderRole.EMBEDDED, List.of(output(record, value)));
  }

  private OutputRecord output(InputRecord record, byte[] value) {
    Headers headers = record.copyHeaders();
    headers.remove(SOURCE_OFFSET);
    headers.add(SOURCE_OFFSET, Long.toString(record.offset()).getBytes(StandardCharsets.UTF_8));
    return new OutputRecord(
        descriptors,
        OptionalInt.of(record.partition()),
        record.timestampMs(),
        record.key(),
        value,
        headers);
  }
}
