package io.ciderstream.embedding.raster;

import io.ciderstream.embedding.sniff.BmpHeader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * BMP of all bit depths. Alpha counts where the header has a mask for it and any pixel is not
 * transparent.
 */
final class BmpPixels {
  private final byte[] content;
  private final BmpHeader header;
  private final RgbCanvas canvas;

  private BmpPixels(byte[] content, BmpHeader header) {
    this.content = content;
    this.header = header;
    this.canvas = new RgbCanvas(header.width(), header.height());
  }

  static Mat read(byte[] content) {
    BmpHeader header = BmpHeader.read(content);
    if (header.data() < 0 || header.data() > content.length) {
      throw new IllegalArgumentException("its rows begin behind its end");
    }
    BmpPixels pixels = new BmpPixels(content, header);
    if (header.coding() == BmpHeader.Coding.PLAIN) {
      pixels.readPlain();
    } else {
      pixels.readRunLengths();
    }
    return pixels.canvas.mat();
  }

  private void readPlain() {
    int used = Samples.bytes(header.width(), header.bits());
    long stride = (used + 3L) / 4 * 4;
    if (header.data() + stride * (header.height() - 1) + used > content.length) {
      throw new IllegalArgumentException("rows are missing");
    }
    byte[] row = new byte[used];
    byte[] rgb = new byte[header.width() * RgbCanvas.PIXEL];
    RowReader reader = reader(stride);
    for (int i = 0; i < header.height(); i++) {
      System.arraycopy(content, (int) (header.data() + i * stride), row, 0, used);
      reader.toRgb(row, rgb);
      canvas.put(0, header.topDown() ? i : header.height() - 1 - i, rgb, header.width());
    }
  }

  /** From a row's bytes to its colours. */
  private interface RowReader {
    void toRgb(byte[] row, byte[] rgb);
  }

  private RowReader reader(long stride) {
    if (header.bits() <= 8) {
      SampleColours colours = SampleColours.ofPalette(1, header.bits(), palette());
      int[] samples = new int[header.width()];
      return (row, rgb) -> {
        Samples.unpack(row, header.bits(), ByteOrder.BIG_ENDIAN, samples.length, samples, 0, 1);
        colours.toRgb(samples, samples.length, rgb);
      };
    }
    if (header.bits() == 24) {
      return (row, rgb) -> {
        for (int i = 0; i < rgb.length; i += 3) {
          rgb[i] = row[i + 2];
          rgb[i + 1] = row[i + 1];
          rgb[i + 2] = row[i];
        }
      };
    }
    return new BmpMasks(header, content, stride)::toRgb;
  }

  /** Red, green, blue, of as many colours as the table has. */
  private byte[] palette() {
    byte[] rgb = new byte[256 * RgbCanvas.PIXEL];
    for (int i = 0; i < header.colours(); i++) {
      int at = header.palette() + i * header.entry();
      if (at + 3 > content.length) {
        break;
      }
      rgb[3 * i] = content[at + 2];
      rgb[3 * i + 1] = content[at + 1];
      rgb[3 * i + 2] = content[at];
    }
    return rgb;
  }

  /** Pixels that no run covers have the first colour. */
  private void readRunLengths() {
    byte[] palette = palette();
    byte[] indexes = new byte[header.width()];
    byte[] rgb = new byte[header.width() * RgbCanvas.PIXEL];
    ByteBuffer in = ByteBuffer.wrap(content).position(header.data());
    BmpRuns runs = new BmpRuns(in, header.coding() == BmpHeader.Coding.RLE4);
    for (int i = 0; i < header.height(); i++) {
      Arrays.fill(indexes, (byte) 0);
      runs.readRow(indexes);
      for (int x = 0; x < indexes.length; x++) {
        System.arraycopy(palette, (indexes[x] & 0xff) * 3, rgb, x * 3, 3);
      }
      canvas.put(0, header.topDown() ? i : header.height() - 1 - i, rgb, header.width());
    }
  }
}
