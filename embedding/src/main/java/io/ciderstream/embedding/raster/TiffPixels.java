package io.ciderstream.embedding.raster;

import io.ciderstream.embedding.raster.SampleColours.Kind;
import io.ciderstream.embedding.sniff.TiffBlocks;
import io.ciderstream.embedding.sniff.TiffLayout;
import io.ciderstream.embedding.sniff.TiffSamples;
import java.io.IOException;
import java.io.InputStream;
import org.bytedeco.opencv.opencv_core.Mat;

/** TIFF whose blocks are plain or losslessly compressed, as it is stored. */
final class TiffPixels {
  private final TiffLayout layout;
  private final TiffBlocks blocks;
  private final SampleColours colours;
  private final RgbCanvas canvas;
  private final int[] samples;
  private final byte[] rgb;
  private final byte[] packed;

  private TiffPixels(TiffLayout layout) {
    this.layout = layout;
    this.blocks = layout.blocks();
    this.colours = colours(layout.samples());
    this.canvas = new RgbCanvas(layout.width(), layout.height());
    int count = layout.samples().count();
    this.samples = new int[Math.multiplyExact(blocks.width(), count)];
    this.rgb = new byte[blocks.width() * RgbCanvas.PIXEL];
    this.packed =
        new byte
            [Samples.bytes(
                (long) blocks.width() * (blocks.separate() ? 1 : count), layout.samples().bits())];
  }

  static Mat read(byte[] content, TiffLayout layout) throws IOException {
    TiffPixels pixels = new TiffPixels(layout);
    try (TiffData data = new TiffData(content, layout)) {
      pixels.readBlocks(data);
    }
    return pixels.canvas.mat();
  }

  private static SampleColours colours(TiffSamples samples) {
    int count = samples.count();
    int bits = samples.bits();
    SampleColours colours =
        switch (samples.colours()) {
          case WHITE_IS_ZERO -> SampleColours.of(Kind.GREY, count, bits, true);
          case BLACK_IS_ZERO -> SampleColours.of(Kind.GREY, count, bits, false);
          case RGB -> SampleColours.of(Kind.RGB, count, bits, false);
          case CMYK -> SampleColours.of(Kind.CMYK, count, bits, false);
          case PALETTE -> SampleColours.ofPalette(count, bits, palette(samples));
          case OTHER -> throw new IllegalArgumentException("colours that only OpenCV decodes");
        };
    return samples.alpha() >= 0
        ? colours.withAlpha(samples.alpha(), samples.associated())
        : colours;
  }

  private static byte[] palette(TiffSamples samples) {
    int size = 1 << samples.bits();
    byte[] rgb = new byte[size * RgbCanvas.PIXEL];
    for (int i = 0; i < size; i++) {
      for (int c = 0; c < RgbCanvas.PIXEL; c++) {
        rgb[RgbCanvas.PIXEL * i + c] = (byte) (samples.palette()[c * size + i] >> 8);
      }
    }
    return rgb;
  }

  private void readBlocks(TiffData data) throws IOException {
    int perPlane = blocks.across() * blocks.down();
    int planes = blocks.separate() ? layout.samples().count() : 1;
    InputStream[] streams = new InputStream[planes];
    for (int block = 0; block < perPlane; block++) {
      for (int plane = 0; plane < planes; plane++) {
        streams[plane] = data.open(plane, plane * perPlane + block);
      }
      int x = block % blocks.across() * blocks.width();
      int y = block / blocks.across() * blocks.height();
      int columns = Math.min(blocks.width(), layout.width() - x);
      int rows = Math.min(blocks.height(), layout.height() - y);
      for (int row = 0; row < rows; row++) {
        readRow(streams);
        colours.toRgb(samples, columns, rgb);
        canvas.put(x, y + row, rgb, columns);
      }
    }
  }

  private void readRow(InputStream[] streams) throws IOException {
    int count = layout.samples().count();
    int bits = layout.samples().bits();
    int each = samples.length / streams.length;
    for (int plane = 0; plane < streams.length; plane++) {
      if (streams[plane].readNBytes(packed, 0, packed.length) < packed.length) {
        throw new IllegalArgumentException("pixels are missing");
      }
      Samples.unpack(packed, bits, layout.order(), each, samples, plane, streams.length);
    }
    if (layout.predictor() == 2) {
      int mask = (1 << bits) - 1;
      for (int i = count; i < samples.length; i++) {
        samples[i] = samples[i] + samples[i - count] & mask;
      }
    }
  }
}
