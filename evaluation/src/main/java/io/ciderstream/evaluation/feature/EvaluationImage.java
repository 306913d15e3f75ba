package io.ciderstream.evaluation.feature;

import io.ciderstream.embedding.sniff.PictureHeader;
import io.ciderstream.schemas.BoundingBox;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A picture of an evaluation set.
 *
 * @param id its name in the set
 * @param file where it is
 * @param crop the part to crop before anything else; empty for the whole picture
 */
public record EvaluationImage(String id, Path file, Optional<Crop> crop) {
  /** Returns a whole picture. */
  public static EvaluationImage whole(String id, Path file) {
    return new EvaluationImage(id, file, Optional.empty());
  }

  /**
   * Returns the part to crop in fractions of the picture; empty for the whole picture.
   *
   * @param content of the file
   * @throws io.ciderstream.schemas.CiderException if there is a crop and the content is no picture
   */
  public Optional<BoundingBox> region(byte[] content) {
    return crop.map(
        pixels -> {
          PictureHeader header = PictureHeader.read(content);
          return pixels.in(header.uprightWidth(), header.uprightHeight());
        });
  }

  /**
   * A rectangle in pixels of the upright picture.
   *
   * @param x1 left edge
   * @param y1 top edge
   * @param x2 right edge, above x1
   * @param y2 bottom edge, above y1
   */
  public record Crop(double x1, double y1, double x2, double y2) {
    /** Checks that it is not empty. */
    public Crop {
      if (!(x1 < x2) || !(y1 < y2)) {
        throw new IllegalArgumentException("box %s,%s,%s,%s is empty".formatted(x1, y1, x2, y2));
      }
    }

    /** Returns the rectangle in fractions of a picture, cut at its edges. */
    public BoundingBox in(int width, int height) {
      return new BoundingBox(
          fraction(x1, width), fraction(y1, height), fraction(x2, width), fraction(y2, height), 1);
    }

    private static float fraction(double at, int size) {
      return (float) Math.clamp(at / size, 0.0, 1.0);
    }
  }
}
