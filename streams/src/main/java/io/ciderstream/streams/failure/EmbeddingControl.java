package io.ciderstream.streams.failure;

import io.ciderstream.embedding.ImageEmbedder;
import io.ciderstream.embedding.batch.Priority;
import io.ciderstream.streams.runtime.Futures;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** Embeds a small test picture: if that succeeds, the embedder works. */
public final class EmbeddingControl implements Control {
  private static final int SIDE = 64;
  private static final int BMP_HEADER_BYTES = 54;
  private static final int BMP_INFO_BYTES = 40;
  private static final int BYTES_PER_PIXEL = 3;

  private final ImageEmbedder embedder;
  private final Priority priority;
  private final Duration timeout;
  private final byte[] picture = bmp();

  /**
   * Creates an embedding control.
   *
   * @param priority of the records it represents
   * @param timeout after which the embedder does not work
   */
  public EmbeddingControl(ImageEmbedder embedder, Priority priority, Duration timeout) {
    this.embedder = embedder;
    this.priority = priority;
    this.timeout = timeout;
  }

  @Override
  public boolean works() throws InterruptedException {
    try {
      Futures.await(embedder.embed(picture, Optional.empty(), priority), timeout);
      return true;
    } catch (TimeoutException | RuntimeException e) {
      return false;
    }
  }

  /** Returns a colour ramp in the simplest format: no compression, rows from the bottom up. */
  private static byte[] bmp() {
    int pixels = SIDE * SIDE * BYTES_PER_PIXEL;
    ByteBuffer bmp = ByteBuffer.allocate(BMP_HEADER_BYTES + pixels).order(ByteOrder.LITTLE_ENDIAN);
    bmp.put("BM".getBytes(StandardCharsets.US_ASCII))
        .putInt(bmp.capacity())
        .putInt(0)
        .putInt(BMP_HEADER_BYTES);
    bmp.putInt(BMP_INFO_BYTES).putInt(SIDE).putInt(SIDE).putShort((short) 1).putShort((short) 24);
    bmp.position(BMP_HEADER_BYTES);
    for (int i = 0; i < pixels; i++) {
      bmp.put((byte) (i / SIDE + i % BYTES_PER_PIXEL * SIDE));
    }
    return bmp.array();
  }
}
