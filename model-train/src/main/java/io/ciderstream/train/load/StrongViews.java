package io.ciderstream.train.load;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_UNCHANGED;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgproc.GaussianBlur;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.ciderstream.embedding.decode.SizeGroups;
import io.ciderstream.evaluation.yaml.Flat;
import io.ciderstream.evaluation.yaml.Key;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Strong changes of view and light, for instance discrimination: two views of one picture must find
 * each other. A crop, bent and turned; another picture pasted in; colour; blur; JPEG. No flip.
 *
 * @param viewpoint what part is seen, and from where
 * @param pasteProbability probability that another picture covers a region
 * @param colourShift light and colour
 * @param blurProbability of a Gaussian blur of 0.3 to 1.8 pixels
 * @param jpegProbability of a JPEG round trip at quality 30 to 95
 */
public record StrongViews(
    @Flat Viewpoint viewpoint,
    @Key(fallback = "0.2", max = 1, formerly = "paste") double pasteProbability,
    @Flat ColourShift colourShift,
    @Key(fallback = "0.3", max = 1, formerly = "blur") double blurProbability,
    @Key(fallback = "0.6", max = 1, formerly = "jpeg") double jpegProbability)
    implements Augmentation {
  private static final double LEAST_PASTE = 0.2;
  private static final double MOST_PASTE = 0.5;
  private static final double LEAST_BLUR = 0.3;
  private static final double MOST_BLUR = 1.8;
  private static final int WORST_QUALITY = 30;
  private static final int BEST_QUALITY = 95;

  public StrongViews {
    RandomDraws.require("paste-probability", pasteProbability);
    RandomDraws.require("blur-probability", blurProbability);
    RandomDraws.require("jpeg-probability", jpegProbability);
  }

  /** Returns the strengths that the shipped recipe began with. */
  public static StrongViews standard() {
    return new StrongViews(Viewpoint.standard(), 0.2, ColourShift.standard(), 0.3, 0.6);
  }

  /**
   * Returns where a view shows points of its picture.
   *
   * @param points x and y of each point, 0..1 of the picture
   * @param seed of the planned picture
   * @param served size that the picture is served in
   * @param size of the view
   * @return x and y of each point, 0..1 of the view; outside of it where the view does not show it
   */
  public float[] positions(
      float[] points, long seed, SizeGroups.Size served, SizeGroups.Size size) {
    try (PointerScope scope = new PointerScope()) {
      return viewpoint.positions(
          points, RgbPictures.enlarged(served), size, new SplittableRandom(seed));
    }
  }

  @Override
  public Mat make(RgbPictures pictures, int picture, SizeGroups.Size size, RandomGenerator random) {
    Mat view = viewpoint.view(pictures.enlarged(picture), size, random);
    if (RandomDraws.of(pasteProbability, random)) {
      pasteInto(view, pictures, random);
    }
    view = colourShift.apply(view, random);
    if (RandomDraws.of(blurProbability, random)) {
      double sigma = random.nextDouble(LEAST_BLUR, MOST_BLUR);
      GaussianBlur(view, view, new Size(0, 0), sigma);
    }
    return RandomDraws.of(jpegProbability, random) ? throughJpeg(view, random) : view;
  }

  private static void pasteInto(Mat view, RgbPictures pictures, RandomGenerator random) {
    int other = random.nextInt(pictures.size());
    int width = (int) (view.cols() * random.nextDouble(LEAST_PASTE, MOST_PASTE));
    int height = (int) (view.rows() * random.nextDouble(LEAST_PASTE, MOST_PASTE));
    int x = random.nextInt(view.cols() - width + 1);
    int y = random.nextInt(view.rows() - height + 1);
    Mat target = new Mat(view, new Rect(x, y, width, height));
    Mat patch = pictures.neighbour(other);
    resize(patch, target, target.size(), 0, 0, INTER_AREA);
  }

  private static Mat throughJpeg(Mat view, RandomGenerator random) {
    int quality = random.nextInt(WORST_QUALITY, BEST_QUALITY + 1);
    BytePointer encoded = new BytePointer();
    imencode(".jpg", view, encoded, new IntPointer(IMWRITE_JPEG_QUALITY, quality));
    return imdecode(new Mat(encoded), IMREAD_UNCHANGED);
  }
}
