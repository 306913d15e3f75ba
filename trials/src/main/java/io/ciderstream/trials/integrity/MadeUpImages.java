package io.ciderstream.trials.integrity;

import io.ciderstream.integrity.log.LogCodec;
import io.ciderstream.schemas.KeyPartition;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.schemas.Sha256;
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
import java.util.SplittableRandom;

/**
 * Numbered images, each with one record in {@code images} and one in {@code descriptors}. The same
 * number gives the same image.
 *
 * @param count how many
 * @param partitions of the topics
 * @param dimension of the vectors
 */
record MadeUpImages(long count, int partitions, int dimension) implements LogCodec {
  static final String MODEL = "0123456789ab";
  private static final byte[] PICTURE = "GIF89a".getBytes(StandardCharsets.US_ASCII);
  private static final String SHA256 = Sha256.hex(PICTURE);

  static {
    AvroGuards.install();
  }

  /** Receives images in their order. */
  interface Reader {
    void image(long number, byte[] key, RecordPosition position);
  }

  /** Passes all images to the reader. */
  void read(Reader reader) {
    long[] next = new long[partitions];
    for (long number = 0; number < count; number++) {
      byte[] key = key(number);
      int partition = KeyPartition.of(key, partitions);
      reader.image(number, key, new RecordPosition(partition, next[partition]++));
    }
  }

  static byte[] key(long number) {
    String digits = Long.toString(number);
    return ("image-" + "0".repeat(12 - digits.length()) + digits).getBytes(StandardCharsets.UTF_8);
  }

  static byte[] picture() {
    return PICTURE.clone();
  }

  Descriptor descriptor(long number, RecordPosition position) {
    SplittableRandom random = new SplittableRandom(number);
    List<Float> vector = new ArrayList<>(dimension);
    for (int i = 0; i < dimension; i++) {
      vector.add((float) random.nextDouble(-1, 1));
    }
    return new Descriptor(
        new Model("made up", MODEL),
        vector,
        List.of(),
        null,
        SHA256,
        1,
        1,
        Map.of(),
        null,
        new Source(position.partition(), position.offset(), Instant.EPOCH),
        null);
  }

  static byte[] encoded(Descriptor descriptor) {
    try {
      ByteBuffer buffer = descriptor.toByteBuffer();
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Image image(byte[] value) {
    throw new IllegalArgumentException("the pictures are files");
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
