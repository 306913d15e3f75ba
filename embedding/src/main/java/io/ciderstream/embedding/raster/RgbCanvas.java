package io.ciderstream.embedding.raster;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

/** A picture of 8-bit RGB that rows are put into; white at first. One thread. */
final class RgbCanvas {
  static final int PIXEL = 3;
  private static final int VIEW_BYTES = 1 << 30;

  private final Mat mat;
  private final ByteBuffer[] views;
  private final int rowsOfView;
  private final int rowBytes;

  RgbCanvas(int width, int height) {
    this.mat = new Mat(height, width, CV_8UC3, new Scalar(255, 255, 255, 0));
    this.rowBytes = width * PIXEL;
    this.rowsOfView = Math.clamp(VIEW_BYTES / rowBytes, 1, height);
    this.views = new ByteBuffer[Math.ceilDiv(height, rowsOfView)];
    for (int i = 0; i < views.length; i++) {
      long first = (long) i * rowsOfView;
      long end = Math.min(height, first + rowsOfView);
      BytePointer part = new BytePointer(mat.data());
      views[i] = part.position(first * rowBytes).limit(end * rowBytes).asByteBuffer();
    }
  }

  /** Puts the first pixels of a row, which must fit. */
  void put(int x, int y, byte[] rgb, int pixels) {
    views[y / rowsOfView].put(y % rowsOfView * rowBytes + x * PIXEL, rgb, 0, pixels * PIXEL);
  }

  /** Puts pixels at every so many columns. */
  void put(int x, int y, byte[] rgb, int pixels, int step) {
    if (step == 1) {
      put(x, y, rgb, pixels);
      return;
    }
    ByteBuffer view = views[y / rowsOfView];
    int at = y % rowsOfView * rowBytes + x * PIXEL;
    for (int i = 0; i < pixels * PIXEL; i += PIXEL, at += step * PIXEL) {
      view.put(at, rgb[i]).put(at + 1, rgb[i + 1]).put(at + 2, rgb[i + 2]);
    }
  }

  Mat mat() {
    return mat;
  }
}
