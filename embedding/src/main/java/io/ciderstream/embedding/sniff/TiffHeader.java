package io.ciderstream.embedding.sniff;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** TIFF 6.0: tags 256 and 257 of the first image file directory; 338 announces extra samples. */
final class TiffHeader {
  private static final int ENTRY = 12;
  private static final int SHORT = 3;

  private TiffHeader() {}

  static PictureHeader read(ByteBuffer in) {
    in.order(in.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = in.getInt(4);
    int entries = in.getShort(directory) & 0xffff;
    int width = 0;
    int height = 0;
    boolean alpha = false;
    for (int i = 0; i < entries; i++) {
      int entry = directory + 2 + i * ENTRY;
      switch (in.getShort(entry) & 0xffff) {
        case 256 -> width = value(in, entry);
        case 257 -> height = value(in, entry);
        case 338 -> alpha = true;
        default -> {}
      }
    }
    return new PictureHeader(PictureFormat.TIFF, width, height, alpha);
  }

  private static int value(ByteBuffer in, int entry) {
    return in.getShort(entry + 2) == SHORT ? in.getShort(entry + 8) & 0xffff : in.getInt(entry + 8);
  }
}
