package io.ciderstream.embedding.decode;

import static org.bytedeco.opencv.global.opencv_core.flip;
import static org.bytedeco.opencv.global.opencv_core.transpose;

import io.ciderstream.embedding.sniff.Orientation;
import io.ciderstream.schemas.BoundingBox;
import org.bytedeco.opencv.opencv_core.Mat;

/** Converts between a picture as it is stored and the upright picture. */
final class Upright {
  private static final int NONE = 2;

  private Upright() {}

  /** Returns the position of a box of the upright picture in the stored one. */
  static BoundingBox stored(BoundingBox box, Orientation orientation) {
    float x1 = orientation.mirrorsX() ? 1 - box.x2() : box.x1();
    float x2 = orientation.mirrorsX() ? 1 - box.x1() : box.x2();
    float y1 = orientation.mirrorsY() ? 1 - box.y2() : box.y1();
    float y2 = orientation.mirrorsY() ? 1 - box.y1() : box.y2();
    return orientation.transposes()
        ? new BoundingBox(y1, x1, y2, x2, box.score())
        : new BoundingBox(x1, y1, x2, y2, box.score());
  }

  /** Turns the picture into the target, which has the right size already. */
  static void turn(Mat stored, Orientation orientation, Mat target) {
    Mat transposed = stored;
    if (orientation.transposes()) {
      transposed = new Mat();
      transpose(stored, transposed);
    }
    int direction = direction(orientation);
    if (direction == NONE) {
      transposed.copyTo(target);
    } else {
      flip(transposed, target, direction);
    }
  }

  /** OpenCV's code: above 0 is left to right, 0 is top to bottom, below 0 is both. */
  private static int direction(Orientation orientation) {
    if (orientation.mirrorsX()) {
      return orientation.mirrorsY() ? -1 : 1;
    }
    return orientation.mirrorsY() ? 0 : NONE;
  }
}
