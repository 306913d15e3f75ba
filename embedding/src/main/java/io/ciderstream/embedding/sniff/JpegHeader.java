package io.ciderstream.embedding.sniff;

import java.nio.ByteBuffer;

/** JPEG (ITU-T T.81, annex B): markers up to the frame header. */
final class JpegHeader {
  private static final int END_OF_IMAGE = 0xd9;
  private static final int START_OF_SCAN = 0xda;

  private JpegHeader() {}

  static PictureHeader read(ByteBuffer in) {
    in.position(2);
    while (true) {
      if (next(in) != 0xff) {
        throw new IllegalArgumentException("no marker at " + in.position());
      }
      int marker = next(in);
      while (marker == 0xff) {
        marker = next(in);
      }
      if (isFrame(marker)) {
        in.position(in.position() + 3);
        int height = in.getShort() & 0xffff;
        int width = in.getShort() & 0xffff;
        return new PictureHeader(PictureFormat.JPEG, width, height, false);
      }
      if (marker != 0x01 && (marker < 0xd0 || marker > 0xd8)) {
        in.position(in.position() + (in.getShort(in.position()) & 0xffff));
      }
    }
  }

  /** Looks from the end, as there may be other data behind the picture. */
  static boolean isWhole(byte[] content) {
    for (int i = content.length - 2; i > 2; i--) {
      if ((content[i] & 0xff) == 0xff) {
        int marker = content[i + 1] & 0xff;
        if (marker == END_OF_IMAGE) {
          return true;
        }
        if (marker == 0 || marker == START_OF_SCAN || (marker >= 0xd0 && marker <= 0xd7)) {
          return false;
        }
      }
    }
    return false;
  }

  private static boolean isFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  private static int next(ByteBuffer in) {
    return in.get() & 0xff;
  }
}
