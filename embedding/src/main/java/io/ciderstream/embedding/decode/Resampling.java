package io.ciderstream.embedding.decode;

/** The filters that pictures are resized with. */
public enum Resampling {
  /**
   * Averages over areas where much is shrunk away, else interpolates linearly, both by OpenCV: the
   * fastest, and what the models of this project are trained with.
   */
  OPENCV,
  /** As {@code BILINEAR} of Pillow, torchvision and timm. */
  BILINEAR,
  /** As {@code BICUBIC} of Pillow, torchvision and timm. */
  BICUBIC,
  /** As {@code LANCZOS} of Pillow. */
  LANCZOS;

  private static final double CUBIC = -0.5;
  private static final double LANCZOS_SUPPORT = 3;

  /** Returns how far the filter reaches from its middle, in pixels that are not shrunk. */
  double support() {
    return switch (this) {
      case OPENCV -> throw new IllegalStateException("OpenCV uses its own filters");
      case BILINEAR -> 1;
      case BICUBIC -> 2;
      case LANCZOS -> LANCZOS_SUPPORT;
    };
  }

  /** Returns the weight of a pixel at this distance from the middle. */
  double weight(double distance) {
    double x = Math.abs(distance);
    return switch (this) {
      case OPENCV -> throw new IllegalStateException("OpenCV uses its own filters");
      case BILINEAR -> Math.max(0, 1 - x);
      case BICUBIC -> cubic(x);
      case LANCZOS -> x < LANCZOS_SUPPORT ? sinc(x) * sinc(x / LANCZOS_SUPPORT) : 0;
    };
  }

  private static double cubic(double x) {
    if (x < 1) {
      return ((CUBIC + 2) * x - (CUBIC + 3)) * x * x + 1;
    }
    return x < 2 ? (((x - 5) * x + 8) * x - 4) * CUBIC : 0;
  }

  private static double sinc(double x) {
    return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
  }
}
