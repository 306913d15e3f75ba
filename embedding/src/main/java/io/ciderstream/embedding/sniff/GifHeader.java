package io.ciderstream.embedding.sniff;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** GIF: the logical screen's size, little-endian, behind six bytes of signature. */
final class GifHeader {
  private GifHeader() {}

  static PictureHeader read(ByteBuffer in) {
    in.order(ByteOrder.LITTLE_ENDIAN);
    return new PictureHeader(
        PictureFormat.GIF, in.getShort(6) & 0xffff, in.getShort(8) & 0xffff, true);
  }
}
