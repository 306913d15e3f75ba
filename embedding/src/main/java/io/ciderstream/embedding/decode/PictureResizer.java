package io.ciderstream.embedding.decode;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** Resizes decoded pictures into the network's input. Any number of threads. */
final class PictureResizer {
  private static final double MILD_SHRINK = 1.5;
  private static final int RGB_BYTES = 3;

  /** Pillow calls a picture of twice the size that was requested a good start for its filters. */
  private static final int PILLOW_GAP = 2;

  /**
   * OpenCV resizes whole pictures. Where one is larger than so many windows, as a strip of which
   * the middle is cut out, only the window is computed.
   */
  private static final int MOST_WINDOWS = 8;

  private final Resampling filter;
  private final List<Integer> padding;

  PictureResizer(InputFit fit) {
    this.filter = fit.resampling();
    this.padding = fit.padding();
  }

  /** Returns by how much a picture must be larger than requested for the filter's result. */
  int gap() {
    return filter == Resampling.OPENCV ? 1 : PILLOW_GAP;
  }

  /** Returns the bytes that a picture is resized into before the window is cut out. */
  long memory(Placement place) {
    return isResizedWhole(place) ? RGB_BYTES * place.pixels() : 0;
  }

  private boolean isResizedWhole(Placement place) {
    return filter == Resampling.OPENCV
        && !place.isStretched()
        && place.pixels() <= MOST_WINDOWS * place.input().pixels();
  }

  /**
   * Resizes a picture into a window of its size.
   *
   * @param target of the size of the placement's input
   */
  void resizeInto(Mat picture, Placement place, Mat target) {
    if (place.left() < 0 || place.top() < 0) {
      target.put(new Scalar(padding.get(0), padding.get(1), padding.get(2), 0));
    }
    if (filter != Resampling.OPENCV) {
      PillowResize.resize(picture, place, scale -> Kernel.of(filter, scale), target);
    } else if (place.isStretched()) {
      byOpenCv(picture, target);
    } else if (!isResizedWhole(place)) {
      boolean strong = isStrong(picture, place.width(), place.height());
      PillowResize.resize(picture, place, scale -> Kernel.ofOpenCv(strong, scale), target);
    } else {
      Mat whole = new Mat(place.height(), place.width(), CV_8UC3);
      byOpenCv(picture, whole);
      int x = Math.max(0, place.left());
      int y = Math.max(0, place.top());
      int width = Math.min(place.width(), place.left() + place.input().width()) - x;
      int height = Math.min(place.height(), place.top() + place.input().height()) - y;
      Rect inTarget = new Rect(x - place.left(), y - place.top(), width, height);
      new Mat(whole, new Rect(x, y, width, height)).copyTo(new Mat(target, inTarget));
    }
  }

  private static void byOpenCv(Mat picture, Mat target) {
    Size size = target.size();
    boolean strong = isStrong(picture, size.width(), size.height());
    resize(picture, target, size, 0, 0, strong ? INTER_AREA : INTER_LINEAR);
  }

  /** Averaging costs five times as much, and makes a difference only where much is shrunk away. */
  private static boolean isStrong(Mat picture, int width, int height) {
    return picture.cols() > MILD_SHRINK * width || picture.rows() > MILD_SHRINK * height;
  }
}
