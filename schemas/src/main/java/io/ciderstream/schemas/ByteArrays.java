package io.ciderstream.schemas;

import java.nio.ByteBuffer;

/** Conversion to byte arrays. */
public final class ByteArrays {
  private ByteArrays() {}

  /**
   * Returns what remains in the buffer, whose position does not change.
   *
   * @return the buffer's own array where it holds exactly these bytes, else a copy; do not write to
   *     it
   */
  public static byte[] of(ByteBuffer buffer) {
    if (buffer.hasArray()
        && buffer.arrayOffset() == 0
        && buffer.position() == 0
        && buffer.array().length == buffer.remaining()) {
      return buffer.array();
    }
    byte[] copy = new byte[buffer.remaining()];
    buffer.duplicate().get(copy);
    return copy;
  }
}
