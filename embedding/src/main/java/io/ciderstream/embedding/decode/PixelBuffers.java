package io.ciderstream.embedding.decode;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Direct buffers by size, used again. It keeps no more than were out at one time, which who takes
 * them must bound. Any thread.
 */
public final class PixelBuffers {
  private final Map<Integer, Queue<ByteBuffer>> free = new ConcurrentHashMap<>();

  private final boolean keep;

  /** Buffers that are used again. */
  public PixelBuffers() {
    this(true);
  }

  /**
   * Creates the pixel buffers.
   *
   * @param keep false if sizes are so many that a buffer would hardly be used again
   */
  public PixelBuffers(boolean keep) {
    this.keep = keep;
  }

  /** Returns a buffer of exactly so many bytes. */
  public ByteBuffer take(int bytes) {
    ByteBuffer buffer = queue(bytes).poll();
    return buffer == null ? ByteBuffer.allocateDirect(bytes) : buffer.clear();
  }

  /** Gives a buffer back; the caller must not touch it any more. */
  public void give(ByteBuffer buffer) {
    if (keep) {
      queue(buffer.capacity()).add(buffer);
    }
  }

  private Queue<ByteBuffer> queue(int bytes) {
    return free.computeIfAbsent(bytes, any -> new ConcurrentLinkedQueue<>());
  }
}
