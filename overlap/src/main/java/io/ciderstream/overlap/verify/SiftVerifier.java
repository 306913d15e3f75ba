package io.ciderstream.overlap.verify;

import static org.bytedeco.opencv.global.opencv_calib3d.RANSAC;
import static org.bytedeco.opencv.global.opencv_calib3d.estimateAffine2D;
import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.CV_32FC2;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.setRNGSeed;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_RGB2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import io.ciderstream.embedding.decode.DecodedPicture;
import io.ciderstream.embedding.decode.LongestSide;
import io.ciderstream.embedding.decode.LongestSideOfPart;
import io.ciderstream.embedding.decode.PictureDecoder;
import io.ciderstream.embedding.decode.PictureLimits;
import io.ciderstream.embedding.decode.PixelBuffers;
import io.ciderstream.embedding.natives.NativeLibraries;
import io.ciderstream.schemas.BoundingBox;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_calib3d;
import org.bytedeco.opencv.global.opencv_features2d;
import org.bytedeco.opencv.opencv_core.DMatch;
import org.bytedeco.opencv.opencv_core.DMatchVector;
import org.bytedeco.opencv.opencv_core.DMatchVectorVector;
import org.bytedeco.opencv.opencv_core.KeyPointVector;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point2f;
import org.bytedeco.opencv.opencv_features2d.FlannBasedMatcher;
import org.bytedeco.opencv.opencv_features2d.SIFT;

/**
 * Verifies by SIFT, as the paper found its overlap (Song et al., CVPR 2024, section 3): the nearest
 * two descriptors by FLANN's kd-trees, Lowe's ratio test, then RANSAC. The map is affine, the paper
 * does not say which one it used. Bounds: 1,000 features of a picture or crop whose longest side is
 * 800 pixels, a ratio of 0.8, an error of 8 pixels.
 */
public final class SiftVerifier implements PairVerifier<SiftFeatures> {
  private static final int LONGEST_SIDE = 800;
  private static final int MAX_FEATURES = 1_000;
  private static final float RATIO = 0.8f;
  private static final double MAX_ERROR = 8;
  private static final int ITERATIONS = 2_000;
  private static final double CONFIDENCE = 0.995;
  private static final int REFINEMENTS = 10;
  private static final int MIN_MATCHES = 4;
  private static final double MAX_STRETCH = 12;
  private static final int SEED = 1;
  private static final int CERTAIN = 40;

  static {
    NativeLibraries.loadOpenCv();
    NativeLibraries.load(opencv_features2d.class, opencv_calib3d.class);
  }

  private final PixelBuffers buffers = new PixelBuffers(false);
  private final PictureDecoder decoder;

  /**
   * Creates a verifier.
   *
   * @param limits pictures that are rejected
   */
  public SiftVerifier(PictureLimits limits) {
    this.decoder =
        new PictureDecoder(
            new LongestSideOfPart(new LongestSide(LONGEST_SIDE, 1)), buffers, limits);
  }

  @Override
  public String name() {
    return "sift";
  }

  @Override
  public String settings() {
    return "side of the crop %d, features %d, ratio %.2f, affine error %.0f"
        .formatted(LONGEST_SIDE, MAX_FEATURES, RATIO, MAX_ERROR);
  }

  @Override
  public int certainInliers() {
    return CERTAIN;
  }

  /** {@inheritDoc} About 200 MB. */
  @Override
  public int held() {
    return 1_500;
  }

  @Override
  public SiftFeatures extract(byte[] content, Optional<BoundingBox> region) {
    DecodedPicture picture = decoder.decode(content, region);
    try (PointerScope scope = new PointerScope()) {
      int width = picture.size().width();
      int height = picture.size().height();
      Mat rgb = new Mat(height, width, CV_8UC3, new BytePointer(picture.pixels()));
      Mat grey = new Mat();
      cvtColor(rgb, grey, COLOR_RGB2GRAY);
      KeyPointVector points = new KeyPointVector();
      Mat found = new Mat();
      SIFT.create(MAX_FEATURES, 3, 0.04, 10, 1.6, false)
          .detectAndCompute(grey, new Mat(), points, found);
      int count = (int) points.size();
      float[] positions = new float[2 * count];
      for (int i = 0; i < count; i++) {
        Point2f at = points.get(i).pt();
        positions[2 * i] = at.x();
        positions[2 * i + 1] = at.y();
      }
      byte[] descriptors = new byte[count * SiftFeatures.LENGTH];
      if (count > 0) {
        Mat bytes = new Mat();
        found.convertTo(bytes, CV_8UC1);
        bytes.data().get(descriptors);
      }
      return new SiftFeatures(width, height, positions, descriptors);
    }
  }

  @Override
  public PairMatch match(SiftFeatures query, SiftFeatures picture) {
    if (query.count() < MIN_MATCHES || picture.count() < MIN_MATCHES) {
      return PairMatch.NONE;
    }
    try (PointerScope scope = new PointerScope()) {
      List<int[]> pairs = pairs(query, picture);
      return pairs.size() < MIN_MATCHES ? PairMatch.NONE : agreeing(query, picture, pairs);
    }
  }

  /** Returns the matches that pass the ratio test, at most one a position of either picture. */
  private static List<int[]> pairs(SiftFeatures query, SiftFeatures picture) {
    setRNGSeed(SEED); // the trees are random
    DMatchVectorVector nearest = new DMatchVectorVector();
    new FlannBasedMatcher().knnMatch(matrix(query), matrix(picture), nearest, 2);
    List<int[]> pairs = new ArrayList<>();
    Set<Long> used = new HashSet<>();
    for (int i = 0; i < nearest.size(); i++) {
      DMatchVector two = nearest.get(i);
      if (two.size() < 2) {
        continue;
      }
      DMatch best = two.get(0);
      if (best.distance() < RATIO * two.get(1).distance()
          && used.add(place(query, best.queryIdx()))
          && used.add(~place(picture, best.trainIdx()))) { // the other picture's are negative
        pairs.add(new int[] {best.queryIdx(), best.trainIdx()});
      }
    }
    return pairs;
  }

  /** One place can have several features, of different directions. */
  private static long place(SiftFeatures features, int at) {
    return (long) Math.round(features.positions()[2 * at]) << 20
        | Math.round(features.positions()[2 * at + 1]);
  }

  private static Mat matrix(SiftFeatures features) {
    Mat bytes =
        new Mat(
            features.count(),
            SiftFeatures.LENGTH,
            CV_8UC1,
            new BytePointer(features.descriptors()));
    Mat floats = new Mat();
    bytes.convertTo(floats, CV_32F);
    return floats;
  }

  private static PairMatch agreeing(SiftFeatures query, SiftFeatures picture, List<int[]> pairs) {
    Mat inside = new Mat();
    Mat map =
        estimateAffine2D(
            points(query, pairs, 0),
            points(picture, pairs, 1),
            inside,
            RANSAC,
            MAX_ERROR,
            ITERATIONS,
            CONFIDENCE,
            REFINEMENTS);
    if (map.empty() || isDegenerate(map)) {
      return PairMatch.NONE;
    }
    byte[] flags = new byte[pairs.size()];
    inside.data().get(flags);
    List<PairMatch.Point> points = new ArrayList<>();
    for (int i = 0; i < flags.length; i++) {
      if (flags[i] != 0) {
        int[] pair = pairs.get(i);
        points.add(
            new PairMatch.Point(
                query.positions()[2 * pair[0]] / query.width(),
                query.positions()[2 * pair[0] + 1] / query.height(),
                picture.positions()[2 * pair[1]] / picture.width(),
                picture.positions()[2 * pair[1] + 1] / picture.height()));
      }
    }
    return new PairMatch(points.size(), false, points);
  }

  /** A map that flattens the picture, or that turns it over, is a coincidence. */
  private static boolean isDegenerate(Mat map) {
    double[] values = new double[6];
    new DoublePointer(map.data()).get(values);
    double area = values[0] * values[4] - values[1] * values[3];
    return !(area > 1 / (MAX_STRETCH * MAX_STRETCH)) || area > MAX_STRETCH * MAX_STRETCH;
  }

  private static Mat points(SiftFeatures features, List<int[]> pairs, int side) {
    float[] values = new float[2 * pairs.size()];
    for (int i = 0; i < pairs.size(); i++) {
      int at = pairs.get(i)[side];
      values[2 * i] = features.positions()[2 * at];
      values[2 * i + 1] = features.positions()[2 * at + 1];
    }
    return new Mat(pairs.size(), 1, CV_32FC2, new FloatPointer(values));
  }

  @Override
  public void close() {
    // holds nothing
  }
}
