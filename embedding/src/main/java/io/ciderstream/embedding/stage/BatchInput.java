package io.ciderstream.embedding.stage;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * The network's input for a batch, in one direct buffer that grows and is used again. One thread.
 */
final class BatchInput {
  private ByteBuffer room = ByteBuffer.allocateDirect(0);

  /** Returns the pictures, of one size, behind each other. One alone is not copied. */
  ByteBuffer of(List<ByteBuffer> pictures) {
    if (pictures.size() == 1) {
      return pictures.getFirst().duplicate().rewind();
    }
    int bytes = pictures.size() * pictures.getFirst().capacity();
    if (room.capacity() < bytes) {
      room = ByteBuffer.allocateDirect(bytes);
    }
    ByteBuffer input = room.duplicate().clear().limit(bytes);
    pictures.forEach(picture -> input.put(picture.duplicate().rewind()));
    return input.rewind();
  }
}
