package io.ciderstream.embedding.sniff;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** WebP (RFC 9649): a RIFF container whose first chunk is VP8, VP8L or VP8X. */
final class WebpHeader {
  private static final int FIRST_CHUNK = 12;
  private static final int DATA = 20;
  private static final int CHUNK_HEAD = 8;
  private static final int EXIF = 0x46495845;
  private static final int FRAME = 0x464d4e41;
  private static final int LOSSY = 0x20385056;
  private static final int LOSSLESS = 0x4c385056;
  private static final int ALPHA = 0x48504c41;
  private static final int ALPHA_FLAG = 0x10;
  private static final int EXIF_FLAG = 0x08;

  /** Bytes of a frame's own head. */
  private static final int FRAME_HEAD = 16;

  private static final int EXIF_SIGNATURE = 6;

  /** Bytes a pixel of libwebp: its picture and planes, or two canvases of an animation. */
  private static final int DECODER_BYTES = 8;

  private WebpHeader() {}

  static PictureHeader read(ByteBuffer bytes) {
    ByteBuffer in = bytes.order(ByteOrder.LITTLE_ENDIAN);
    return switch (in.get(15)) {
      case ' ' ->
          header(
              in.getShort(DATA + 6) & 0x3fff,
              in.getShort(DATA + 8) & 0x3fff,
              false,
              Orientation.UPRIGHT);
      case 'L' -> {
        int bits = in.getInt(DATA + 1);
        yield header(
            (bits & 0x3fff) + 1,
            (bits >> 14 & 0x3fff) + 1,
            (bits >> 28 & 1) == 1,
            Orientation.UPRIGHT);
      }
      case 'X' ->
          header(
              (in.getInt(DATA + 4) & 0xffffff) + 1,
              (in.getInt(DATA + 6) >>> 8) + 1,
              (in.get(DATA) & ALPHA_FLAG) != 0 || hasAlpha(in, FIRST_CHUNK, in.limit()),
              (in.get(DATA) & EXIF_FLAG) == 0 ? Orientation.UPRIGHT : orientation(in));
      default -> throw new IllegalArgumentException("unknown first chunk");
    };
  }

  private static PictureHeader header(
      int width, int height, boolean alpha, Orientation orientation) {
    return new PictureHeader(PictureFormat.WEBP, width, height, alpha, orientation, DECODER_BYTES);
  }

  /**
   * Returns whether the chunks of the picture, or of an animation's first frame, have alpha: the
   * flag may not say so, and decoders go by the chunks.
   */
  private static boolean hasAlpha(ByteBuffer in, int from, int to) {
    long at = from;
    while (at + CHUNK_HEAD < to) {
      switch (in.getInt((int) at)) {
        case ALPHA -> {
          return true;
        }
        case LOSSLESS -> {
          int bits = (int) at + CHUNK_HEAD + 1;
          return bits + 4 <= to && (in.getInt(bits) >> 28 & 1) == 1;
        }
        case LOSSY -> {
          return false;
        }
        case FRAME -> {
          int end = (int) Math.min(next(in, at), to);
          return hasAlpha(in, (int) Math.min(at + CHUNK_HEAD + FRAME_HEAD, end), end);
        }
        default -> at = next(in, at);
      }
    }
    return false;
  }

  private static Orientation orientation(ByteBuffer in) {
    long at = FIRST_CHUNK;
    while (at + CHUNK_HEAD < in.limit()) {
      if (in.getInt((int) at) == EXIF) {
        int data = (int) at + CHUNK_HEAD;
        // some writers keep JPEG's signature in front
        boolean signed = in.get(data) == 'E';
        int from = signed ? data + EXIF_SIGNATURE : data;
        return TiffDirectory.orientation(in.duplicate().position(Math.min(from, in.limit())));
      }
      at = next(in, at);
    }
    return Orientation.UPRIGHT;
  }

  private static long next(ByteBuffer in, long chunk) {
    long length = in.getInt((int) chunk + 4) & 0xffffffffL;
    return chunk + CHUNK_HEAD + length + (length & 1);
  }

  /** Returns whether the chunk of the picture, or of an animation's first frame, is there. */
  static boolean isWhole(byte[] content) {
    ByteBuffer in = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    long at = FIRST_CHUNK;
    while (at + CHUNK_HEAD < in.limit()) {
      int type = in.getInt((int) at);
      if (type == LOSSY || type == LOSSLESS || type == FRAME) {
        long length = in.getInt((int) at + 4) & 0xffffffffL;
        return at + CHUNK_HEAD + length <= content.length;
      }
      at = next(in, at);
    }
    return false;
  }
}
