package io.ciderstream.integrity;

import io.ciderstream.index.Row;
import io.ciderstream.integrity.log.DescriptorRow;
import io.ciderstream.integrity.log.LogCodec;
import io.ciderstream.integrity.run.VerifiedSystem;
import io.ciderstream.integrity.run.VerifiedSystem.VerifiedModel;
import io.ciderstream.schemas.HeaderNames;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.schemas.Sha256;
import io.ciderstream.schemas.Topics;
import io.ciderstream.schemas.avro.Descriptor;
import io.ciderstream.schemas.avro.Image;
import io.ciderstream.schemas.avro.Model;
import io.ciderstream.schemas.avro.Source;
import io.ciderstream.schemas.serde.AvroGuards;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A whole system in memory: pictures are texts, those that begin with "bad" are dead-lettered, and
 * the roles run when they are told to.
 */
final class FakeSystem implements LogCodec {
  static final Topics TOPICS = Topics.DEFAULT;
  static final String HASH = "0123456789ab";
  private static final String EMBEDDER = "cider-embedder";
  private static final String SINK = "connect-cider-sink";
  private static final int PARTITIONS = 2;

  static {
    AvroGuards.install();
  }

  final FakeLog log =
      new FakeLog(
          PARTITIONS,
          TOPICS.images(),
          TOPICS.descriptors(),
          TOPICS.imagesDeadLetters(),
          TOPICS.descriptorsDeadLetters());
  final FakeRows rows = new FakeRows();
  private final int[] embedded = new int[PARTITIONS];
  private final int[] written = new int[PARTITIONS];

  VerifiedSystem verified() {
    return new VerifiedSystem(
        TOPICS, EMBEDDER, SINK, log, this, rows, new VerifiedModel(HASH, "images__" + HASH));
  }

  long put(int partition, String id, String picture) {
    byte[] value = picture == null ? null : picture.getBytes(StandardCharsets.UTF_8);
    return log.put(TOPICS.images(), partition, id, value, Map.of());
  }

  void runRoles() {
    runEmbedder();
    runSink();
  }

  /** Handles all images; in each partition a marker follows. */
  void runEmbedder() {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      List<ConsumerRecord<byte[], byte[]>> images = log.records(TOPICS.images(), partition);
      for (; embedded[partition] < images.size(); embedded[partition]++) {
        embed(images.get(embedded[partition]));
      }
      log.commit(EMBEDDER, partition, embedded[partition]);
      log.putMarker(TOPICS.descriptors(), partition);
    }
  }

  private void embed(ConsumerRecord<byte[], byte[]> image) {
    if (image == null) {
      return;
    }
    String id = new String(image.key(), StandardCharsets.UTF_8);
    String picture =
        image.value() == null ? null : new String(image.value(), StandardCharsets.UTF_8);
    if (picture != null && picture.startsWith("bad")) {
      log.put(
          TOPICS.imagesDeadLetters(),
          0,
          id,
          image.value(),
          Map.of(
              HeaderNames.ERROR_CODE,
              "PICTURE_CORRUPT",
              HeaderNames.ERROR_TOPIC,
              TOPICS.images(),
              HeaderNames.ERROR_PARTITION,
              "" + image.partition(),
              HeaderNames.ERROR_OFFSET,
              "" + image.offset()));
      return;
    }
    putDescriptor(
        image.partition(), id, picture == null ? null : descriptor(image, picture), image.offset());
  }

  long putDescriptor(int partition, String id, Descriptor descriptor, long source) {
    return log.put(
        TOPICS.descriptors(),
        partition,
        id,
        descriptor == null ? null : encoded(descriptor),
        Map.of(HeaderNames.SOURCE_OFFSET, "" + source));
  }

  static Descriptor descriptor(ConsumerRecord<byte[], byte[]> image, String picture) {
    return descriptor(new RecordPosition(image.partition(), image.offset()), picture, HASH);
  }

  static Descriptor descriptor(RecordPosition source, String picture, String hash) {
    return new Descriptor(
        new Model("fake", hash),
        vector(picture.hashCode()),
        List.of(),
        null,
        Sha256.hex(picture.getBytes(StandardCharsets.UTF_8)),
        3,
        4,
        Map.of("picture", picture, "number", 1L),
        null,
        new Source(source.partition(), source.offset(), Instant.EPOCH),
        null);
  }

  static List<Float> vector(int seed) {
    Random random = new Random(seed);
    List<Float> vector = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      vector.add((float) random.nextGaussian());
    }
    return vector;
  }

  static Row row(String id, Descriptor descriptor) {
    return DescriptorRow.of(new ImageId(id), descriptor);
  }

  /** Writes all descriptors; those of pictures that contain "refused" are dead-lettered. */
  void runSink() {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      List<ConsumerRecord<byte[], byte[]>> records = log.records(TOPICS.descriptors(), partition);
      for (; written[partition] < records.size(); written[partition]++) {
        write(records.get(written[partition]));
      }
      log.commit(SINK, partition, written[partition]);
    }
  }

  private void write(ConsumerRecord<byte[], byte[]> record) {
    if (record == null) {
      return;
    }
    ImageId id = ImageId.of(record.key());
    if (record.value() == null) {
      rows.rows.remove(id);
      return;
    }
    Descriptor descriptor = descriptor(record.value());
    if (descriptor.getMetadata().get("picture").toString().contains("refused")) {
      log.put(
          TOPICS.descriptorsDeadLetters(),
          0,
          id.value(),
          record.value(),
          Map.of(
              HeaderNames.SOURCE_OFFSET,
              "" + FakeLog.source(record),
              "__connect.errors.topic",
              TOPICS.descriptors(),
              "__connect.errors.partition",
              "" + record.partition(),
              "__connect.errors.offset",
              "" + record.offset(),
              "__connect.errors.exception.message",
              "Record descriptors-0@1 with key a: ROW_REFUSED: Milvus rejected the row."));
      return;
    }
    rows.rows.put(id, DescriptorRow.of(id, descriptor));
  }

  private static byte[] encoded(Descriptor descriptor) {
    try {
      return descriptor.toByteBuffer().array();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Image image(byte[] value) {
    throw new UnsupportedOperationException("pictures are texts");
  }

  @Override
  public Descriptor descriptor(byte[] value) {
    try {
      return Descriptor.fromByteBuffer(ByteBuffer.wrap(value));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
