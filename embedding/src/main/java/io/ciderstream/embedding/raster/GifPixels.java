package io.ciderstream.embedding.raster;

import io.ciderstream.embedding.sniff.GifLayout;
import io.ciderstream.embedding.sniff.PictureHeader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * The first frame of a GIF on its screen, which is enlarged to hold it. White is where the frame is
 * transparent, where it is not, and behind its end code.
 */
final class GifPixels {
  private static final int MAX_LITERAL_BITS = 11;

  /** Interlaced rows: the first of a pass, and how far apart they are. */
  private static final int[][] PASSES = {{0, 8}, {4, 8}, {2, 4}, {1, 2}};

  private static final int[][] ONE_PASS = {{0, 1}};

  private GifPixels() {}

  static Mat read(byte[] content, PictureHeader header) throws IOException {
    GifLayout frame = GifLayout.read(ByteBuffer.wrap(content));
    int literalBits = content[frame.data()] & 0xff;
    if (literalBits < 1 || literalBits > MAX_LITERAL_BITS) {
      throw new IllegalArgumentException("its LZW code size is invalid");
    }
    RgbCanvas canvas = new RgbCanvas(header.width(), header.height());
    byte[] colours = colours(content, frame);
    byte[] indexes = new byte[frame.width()];
    byte[] rgb = new byte[frame.width() * RgbCanvas.PIXEL];
    LzwInput in = LzwInput.gif(new SubBlocks(content, frame.data() + 1), literalBits);
    for (int[] pass : frame.interlaced() ? PASSES : ONE_PASS) {
      for (int y = pass[0]; y < frame.height(); y += pass[1]) {
        int read = in.readNBytes(indexes, 0, indexes.length);
        if (read < indexes.length && !in.isEnded()) {
          throw new IllegalArgumentException("pixels are missing");
        }
        Arrays.fill(rgb, read * RgbCanvas.PIXEL, rgb.length, (byte) 0xff);
        for (int x = 0; x < read; x++) {
          int index = indexes[x] & 0xff;
          System.arraycopy(
              colours, index * RgbCanvas.PIXEL, rgb, x * RgbCanvas.PIXEL, RgbCanvas.PIXEL);
        }
        canvas.put(frame.left(), frame.top() + y, rgb, frame.width());
      }
    }
    return canvas.mat();
  }

  /** 256 colours; greys if there is no table, black behind its end. */
  private static byte[] colours(byte[] content, GifLayout frame) {
    byte[] colours = new byte[256 * RgbCanvas.PIXEL];
    if (frame.colourCount() == 0) {
      for (int i = 0; i < colours.length; i++) {
        colours[i] = (byte) (i / RgbCanvas.PIXEL);
      }
    } else {
      System.arraycopy(content, frame.colours(), colours, 0, frame.colourCount() * RgbCanvas.PIXEL);
    }
    if (frame.transparent() >= 0) {
      int at = frame.transparent() * RgbCanvas.PIXEL;
      Arrays.fill(colours, at, at + RgbCanvas.PIXEL, (byte) 0xff);
    }
    return colours;
  }

  /** Data in blocks of up to 255 bytes, each behind its length; 0 is the end. */
  private static final class SubBlocks extends InputStream {
    private final byte[] content;
    private int at;
    private int left;

    SubBlocks(byte[] content, int at) {
      this.content = content;
      this.at = at;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int from, int count) {
      if (left == 0 && at < content.length) {
        left = content[at] & 0xff;
        at += left == 0 ? 0 : 1; // stays at the end
      }
      int part = Math.min(count, Math.min(left, content.length - at));
      if (part <= 0) {
        return -1;
      }
      System.arraycopy(content, at, to, from, part);
      at += part;
      left -= part;
      return part;
    }
  }
}
