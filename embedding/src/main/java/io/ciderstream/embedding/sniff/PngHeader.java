package io.ciderstream.embedding.sniff;

import java.nio.ByteBuffer;
import java.util.OptionalInt;

/** PNG (third edition): chunks of length, type, data, checksum behind eight bytes of signature. */
final class PngHeader {
  private static final int SIGNATURE = 8;
  private static final int CHUNK_FRAME = 12;
  private static final int CHUNK_HEAD = 8;
  private static final int IHDR = 0x49484452;
  private static final int TRNS = 0x74524e53;
  private static final int EXIF = 0x65584966;
  private static final int APPLE = 0x43674249;
  private static final int EXIF_SIGNATURE = 6;

  private PngHeader() {}

  static PictureHeader read(ByteBuffer in) {
    if (in.getInt(SIGNATURE + 4) == APPLE) {
      throw new UnsupportedVariant("Apple's CgBI extension");
    }
    if (in.getInt(SIGNATURE + 4) != IHDR) {
      throw new IllegalArgumentException("IHDR is not the first chunk");
    }
    int width = in.getInt(SIGNATURE + 8);
    int height = in.getInt(SIGNATURE + 12);
    int colour = in.get(SIGNATURE + 17);
    boolean alpha = colour == 4 || colour == 6 || find(in, TRNS).isPresent();
    return new PictureHeader(PictureFormat.PNG, width, height, alpha, orientation(in), 0);
  }

  private static Orientation orientation(ByteBuffer in) {
    OptionalInt exif = find(in, EXIF);
    if (exif.isEmpty()) {
      return Orientation.UPRIGHT;
    }
    int at = exif.getAsInt();
    int end = at + in.getInt(at - CHUNK_HEAD);
    // some writers keep JPEG's signature in front
    int from = end > at && in.get(at) == 'E' ? at + EXIF_SIGNATURE : at;
    return TiffDirectory.orientation(in.duplicate().limit(end).position(Math.min(from, end)));
  }

  /** Returns where the data of the first whole chunk of the type begin. */
  private static OptionalInt find(ByteBuffer in, int type) {
    long at = SIGNATURE;
    while (at + CHUNK_FRAME <= in.limit()) {
      long next = at + CHUNK_FRAME + (in.getInt((int) at) & 0xffffffffL);
      if (in.getInt((int) at + 4) == type && next <= in.limit()) {
        return OptionalInt.of((int) at + CHUNK_HEAD);
      }
      at = next;
    }
    return OptionalInt.empty();
  }
}
