package io.ciderstream.embedding.sniff;

import java.nio.ByteBuffer;

/** JPEG (ITU-T T.81, annex B): markers up to the frame header; EXIF is in APP1. */
final class JpegHeader {
  private static final int APP1 = 0xe1;
  private static final int END_OF_IMAGE = 0xd9;
  private static final long EXIF = 0x457869660000L;
  private static final int EXIF_SIGNATURE = 6;

  private JpegHeader() {}

  static PictureHeader read(ByteBuffer in) {
    in.position(2);
    Orientation orientation = Orientation.UPRIGHT;
    while (true) {
      int marker = nextMarker(in);
      if (isFrame(marker)) {
        in.position(in.position() + 3);
        int height = in.getShort() & 0xffff;
        int width = in.getShort() & 0xffff;
        return new PictureHeader(PictureFormat.JPEG, width, height, false, orientation);
      }
      if (marker == APP1 && isExif(in)) {
        ByteBuffer exif = in.duplicate();
        int length = exif.getShort() & 0xffff;
        exif.limit(Math.min(exif.limit(), in.position() + length));
        orientation = TiffDirectory.orientation(exif.position(exif.position() + EXIF_SIGNATURE));
      }
      skipSegment(in, marker);
    }
  }

  /**
   * Whether the end marker is there. Cheap where it is the last thing but for zeros; else the
   * markers are followed, as there may be anything behind the picture.
   */
  static boolean isWhole(byte[] content) {
    int end = content.length;
    while (end > 2 && content[end - 1] == 0) {
      end--;
    }
    if ((content[end - 2] & 0xff) == 0xff && (content[end - 1] & 0xff) == END_OF_IMAGE) {
      return true;
    }
    ByteBuffer in = ByteBuffer.wrap(content).position(2);
    int marker = nextMarker(in);
    while (marker != END_OF_IMAGE) {
      skipSegment(in, marker);
      skipToMarker(in);
      marker = nextMarker(in);
    }
    return true;
  }

  private static boolean isFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  private static boolean isExif(ByteBuffer in) {
    return in.remaining() > 2 + EXIF_SIGNATURE && in.getLong(in.position()) << 16 >>> 16 == EXIF;
  }

  private static int nextMarker(ByteBuffer in) {
    if (next(in) != 0xff) {
      throw new IllegalArgumentException("no marker at " + in.position());
    }
    int marker = next(in);
    while (marker == 0xff) {
      marker = next(in);
    }
    return marker;
  }

  /** Restart markers and TEM stand alone; all others head a segment. */
  private static void skipSegment(ByteBuffer in, int marker) {
    if (marker != 0x01 && (marker < 0xd0 || marker > 0xd8)) {
      in.position(in.position() + (in.getShort(in.position()) & 0xffff));
    }
  }

  /** Over entropy-coded data, where 0xff is followed by 0x00. */
  private static void skipToMarker(ByteBuffer in) {
    int at = in.position();
    while ((in.get(at) & 0xff) != 0xff || in.get(at + 1) == 0) {
      at++;
    }
    in.position(at);
  }

  private static int next(ByteBuffer in) {
    return in.get() & 0xff;
  }
}
