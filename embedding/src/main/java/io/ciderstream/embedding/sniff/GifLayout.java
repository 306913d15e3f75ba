package io.ciderstream.embedding.sniff;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Where the first frame of a GIF (89a) is, and how it is coded.
 *
 * @param screenWidth of the logical screen, may be 0
 * @param screenHeight of the logical screen, may be 0
 * @param left of the frame on the screen
 * @param top of the frame on the screen
 * @param width of the frame
 * @param height of the frame
 * @param interlaced whether its rows are in four passes
 * @param colours where its colour table begins in the file
 * @param colourCount colours in the table, 0 if there is none
 * @param transparent the index that is transparent, or -1
 * @param data where its LZW data begin, with the code size
 */
public record GifLayout(
    int screenWidth,
    int screenHeight,
    int left,
    int top,
    int width,
    int height,
    boolean interlaced,
    int colours,
    int colourCount,
    int transparent,
    int data) {
  private static final int SCREEN = 13;
  private static final int EXTENSION = 0x21;
  private static final int GRAPHIC_CONTROL = 0xf9;
  private static final int FRAME = 0x2c;
  private static final int TRAILER = 0x3b;

  /**
   * Reads everything in front of the first frame's data. Bytes that begin no block are skipped, as
   * other decoders do.
   *
   * @throws IllegalArgumentException if there is no frame
   * @throws IndexOutOfBoundsException if it is cut off
   */
  public static GifLayout read(ByteBuffer bytes) {
    ByteBuffer in = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    int screenWidth = in.getShort(6) & 0xffff;
    int screenHeight = in.getShort(8) & 0xffff;
    int globalCount = colourCount(in.get(10));
    in.position(SCREEN + 3 * globalCount);
    int transparent = -1;
    for (int block = in.get(); block != FRAME; block = in.get()) {
      if (block == TRAILER) {
        throw new IllegalArgumentException("it has no frame");
      }
      if (block == EXTENSION) {
        if ((in.get() & 0xff) == GRAPHIC_CONTROL && in.get(in.position()) >= 4) {
          boolean has = (in.get(in.position() + 1) & 1) != 0;
          transparent = has ? in.get(in.position() + 4) & 0xff : -1;
        }
        skipSubBlocks(in);
      }
    }
    int left = in.getShort() & 0xffff;
    int top = in.getShort() & 0xffff;
    int width = in.getShort() & 0xffff;
    int height = in.getShort() & 0xffff;
    byte flags = in.get();
    int localCount = colourCount(flags);
    int local = in.position();
    if (width == 0 || height == 0) {
      throw new IllegalArgumentException("its first frame has no pixels");
    }
    return new GifLayout(
        screenWidth,
        screenHeight,
        left,
        top,
        width,
        height,
        (flags & 0x40) != 0,
        localCount > 0 ? local : SCREEN,
        localCount > 0 ? localCount : globalCount,
        transparent,
        local + 3 * localCount);
  }

  private static void skipSubBlocks(ByteBuffer in) {
    for (int length = in.get() & 0xff; length > 0; length = in.get() & 0xff) {
      in.position(in.position() + length);
    }
  }

  private static int colourCount(byte flags) {
    return (flags & 0x80) == 0 ? 0 : 1 << (flags & 7) + 1;
  }
}
