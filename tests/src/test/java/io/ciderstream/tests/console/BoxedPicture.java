package io.ciderstream.tests.console;

import static org.awaitility.Awaitility.await;

import io.ciderstream.cli.system.Wiring;
import io.ciderstream.client.kafka.TopicTail;
import io.ciderstream.index.Consistency;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.avro.Attention;
import io.ciderstream.schemas.avro.Box;
import io.ciderstream.schemas.avro.Descriptor;
import io.ciderstream.schemas.avro.Source;
import io.ciderstream.schemas.serde.AvroSerdes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Produces a picture with a box and an attention map, which the served model may not have. */
final class BoxedPicture {
  private static final Duration AWAIT_TIMEOUT = Duration.ofSeconds(60);

  private BoxedPicture() {}

  /** Returns the next descriptor of the id. */
  static Descriptor awaitDescriptor(
      TopicTail tail, String id, Function<byte[], Descriptor> decoder) {
    return await()
        .atMost(AWAIT_TIMEOUT)
        .until(
            () -> {
              for (var record : tail.poll(Duration.ofMillis(50))) {
                if (record.value() != null
                    && id.equals(new String(record.key(), StandardCharsets.UTF_8))) {
                  return decoder.apply(record.value());
                }
              }
              return null;
            },
            found -> found != null);
  }

  /**
   * Adds the picture under another id, with a descriptor like that but with a box. The embedder
   * rejects the picture because of its metadata, so nothing comes between the two.
   */
  static void produce(Wiring wiring, Descriptor like, Box box, String id, byte[] picture)
      throws Exception {
    byte[] key = id.getBytes(StandardCharsets.UTF_8);
    try (var producer = wiring.kafka().producer();
        AvroSerdes serdes = new AvroSerdes(wiring.settings().text("registry.url"))) {
      RecordMetadata at =
          producer
              .send(
                  new ProducerRecord<>(
                      wiring.topics().images(),
                      null,
                      key,
                      picture,
                      List.of(new RecordHeader("meta." + "x".repeat(200), key))))
              .get();
      Descriptor boxed =
          Descriptor.newBuilder(like)
              .setBoxes(List.of(box))
              .setAttention(new Attention(2, 3, ByteBuffer.wrap(new byte[] {0, -1, 0, 40, 90, 40})))
              .setSource(
                  new Source(at.partition(), at.offset(), Instant.ofEpochMilli(at.timestamp())))
              .build();
      producer
          .send(
              new ProducerRecord<>(
                  wiring.topics().descriptors(),
                  key,
                  serdes.encode(wiring.topics().descriptors(), boxed)))
          .get();
    }
    await()
        .atMost(AWAIT_TIMEOUT)
        .until(() -> wiring.index().get(new ImageId(id), Consistency.STRONG).isPresent());
  }
}
