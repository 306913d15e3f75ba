package io.ciderstream.embedding.sniff;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * JPEG: all segments in front of the first scan. EXIF is in APP1; what is in several such segments
 * is one block, so that of two whole blocks the first counts.
 */
final class JpegHeader {
  private static final byte[] EXIF = {'E', 'x', 'i', 'f', 0, 0};
  private static final int BASELINE = 0xc0;
  private static final int EXTENDED = 0xc1;
  private static final int PROGRESSIVE = 0xc2;
  private static final int LOSSLESS = 0xc3;
  private static final int JPEG_LS = 0xf7;
  private static final int ARITHMETIC = 0xc9;
  private static final int COEFFICIENT_BYTES = 2;

  private JpegHeader() {}

  static PictureHeader read(ByteBuffer in) {
    JpegMarkers markers = new JpegMarkers(in);
    ByteArrayOutputStream exif = new ByteArrayOutputStream();
    ByteBuffer frame = null;
    int kind = 0;
    while (markers.next() && markers.marker() != JpegMarkers.START_OF_SCAN) {
      if (markers.marker() == JPEG_LS) {
        throw new UnsupportedVariant("JPEG-LS coding");
      }
      if (markers.isFrame() && frame == null) {
        frame = markers.data();
        kind = markers.marker();
      }
      if (markers.marker() == JpegMarkers.APP1) {
        addExif(exif, markers.data());
      }
    }
    if (frame == null) {
      throw new IllegalArgumentException("no frame header");
    }
    int precision = frame.get(0) & 0xff;
    int components = frame.get(5) & 0xff;
    requireSupported(kind, precision, components);
    return new PictureHeader(
        PictureFormat.JPEG,
        frame.getShort(3) & 0xffff,
        frame.getShort(1) & 0xffff,
        false,
        TiffDirectory.orientation(ByteBuffer.wrap(exif.toByteArray())),
        kind == PROGRESSIVE ? COEFFICIENT_BYTES * components : 0);
  }

  private static void addExif(ByteArrayOutputStream exif, ByteBuffer data) {
    byte[] bytes = new byte[data.remaining()];
    data.get(bytes);
    if (PictureFormat.starts(bytes, EXIF, 0)) {
      exif.write(bytes, EXIF.length, bytes.length - EXIF.length);
    }
  }

  private static void requireSupported(int kind, int precision, int components) {
    if (kind == LOSSLESS) {
      throw new UnsupportedVariant("lossless coding");
    }
    if (kind >= ARITHMETIC) {
      throw new UnsupportedVariant("arithmetic coding");
    }
    if (kind != BASELINE && kind != EXTENDED && kind != PROGRESSIVE) {
      throw new UnsupportedVariant("hierarchical coding");
    }
    if (precision != 8) {
      throw new UnsupportedVariant("%d-bit samples".formatted(precision));
    }
    if (components != 1 && components != 3 && components != 4) {
      throw new UnsupportedVariant("%d colour components".formatted(components));
    }
  }
}
