package io.ciderstream.streams.reuse;

import io.ciderstream.embedding.local.LocalFeatures;
import io.ciderstream.embedding.result.AttentionMap;
import io.ciderstream.embedding.result.Embedding;
import io.ciderstream.embedding.result.StageTimes;
import io.ciderstream.schemas.BoundingBox;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An embedding as bytes, without its times: version 1; width, height; the vector's length and
 * numbers; the number of boxes and five numbers of each; height, width and values of the attention
 * map, or height 0; length and bytes of the local features, or length -1. Big-endian, four bytes a
 * number.
 */
final class EmbeddingCodec {
  private static final byte VERSION = 1;
  private static final int BOX_NUMBERS = 5;
  private static final int FIXED_BYTES = 1 + 6 * Integer.BYTES;
  private static final StageTimes NO_TIME = new StageTimes(0, 0, 0);

  private EmbeddingCodec() {}

  static byte[] encode(Embedding embedding) {
    Optional<AttentionMap> attention = embedding.attention();
    byte[] local = embedding.localFeatures().map(LocalFeatures::encode).orElse(null);
    ByteBuffer bytes =
        ByteBuffer.allocate(
            FIXED_BYTES
                + Float.BYTES * embedding.vector().length
                + Float.BYTES * BOX_NUMBERS * embedding.boxes().size()
                + attention.map(map -> Integer.BYTES + map.values().length).orElse(0)
                + (local == null ? 0 : local.length));
    bytes.put(VERSION).putInt(embedding.width()).putInt(embedding.height());
    bytes.putInt(embedding.vector().length);
    for (float number : embedding.vector()) {
      bytes.putFloat(number);
    }
    bytes.putInt(embedding.boxes().size());
    for (BoundingBox box : embedding.boxes()) {
      bytes.putFloat(box.x1()).putFloat(box.y1()).putFloat(box.x2()).putFloat(box.y2());
      bytes.putFloat(box.score());
    }
    bytes.putInt(attention.map(AttentionMap::height).orElse(0));
    attention.ifPresent(map -> bytes.putInt(map.width()).put(map.values()));
    bytes.putInt(local == null ? -1 : local.length);
    if (local != null) {
      bytes.put(local);
    }
    return bytes.array();
  }

  /**
   * Reads what {@link #encode} wrote; the times are 0.
   *
   * @throws IllegalArgumentException if the bytes are no embedding of this version
   */
  static Embedding decode(byte[] encoded) {
    ByteBuffer bytes = ByteBuffer.wrap(encoded);
    try {
      if (bytes.get() != VERSION) {
        throw new IllegalArgumentException("Embeddings of version " + encoded[0] + " are unknown.");
      }
      int width = bytes.getInt();
      int height = bytes.getInt();
      float[] vector = new float[length(bytes, Float.BYTES)];
      bytes.asFloatBuffer().get(vector);
      bytes.position(bytes.position() + Float.BYTES * vector.length);
      List<BoundingBox> boxes = boxes(bytes, length(bytes, Float.BYTES * BOX_NUMBERS));
      Optional<AttentionMap> attention = attention(bytes);
      Optional<LocalFeatures> local = localFeatures(bytes);
      if (bytes.hasRemaining()) {
        throw new IllegalArgumentException("Bytes follow an embedding.");
      }
      return new Embedding(vector, boxes, attention, local, width, height, NO_TIME);
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("An embedding is cut off.", e);
    }
  }

  /** Returns a number of items that the bytes can still hold. */
  private static int length(ByteBuffer bytes, int size) {
    int length = bytes.getInt();
    if (length < 0 || length > bytes.remaining() / size) {
      throw new BufferUnderflowException();
    }
    return length;
  }

  private static List<BoundingBox> boxes(ByteBuffer bytes, int count) {
    List<BoundingBox> boxes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      boxes.add(
          new BoundingBox(
              bytes.getFloat(),
              bytes.getFloat(),
              bytes.getFloat(),
              bytes.getFloat(),
              bytes.getFloat()));
    }
    return List.copyOf(boxes);
  }

  private static Optional<AttentionMap> attention(ByteBuffer bytes) {
    int height = length(bytes, 1);
    if (height == 0) {
      return Optional.empty();
    }
    int width = bytes.getInt();
    if (width < 1 || width > bytes.remaining() / height) {
      throw new BufferUnderflowException();
    }
    byte[] values = new byte[height * width];
    bytes.get(values);
    return Optional.of(new AttentionMap(height, width, values));
  }

  private static Optional<LocalFeatures> localFeatures(ByteBuffer bytes) {
    int length = bytes.getInt();
    if (length == -1) {
      return Optional.empty();
    }
    if (length < 0 || length > bytes.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] local = new byte[length];
    bytes.get(local);
    return Optional.of(LocalFeatures.decode(local));
  }
}
