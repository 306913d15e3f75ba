package io.ciderstream.train.int8;

import java.util.Set;

/**
 * How a model is quantised.
 *
 * @param cosine mean cosine between the descriptors of int8 and fp32 from which no further layer is
 *     left in fp32, 0..1
 * @param floats names of layers to leave in fp32 in any case
 */
public record Int8Options(double cosine, Set<String> floats) {
  /** The mean cosine that is aimed at by default. */
  public static final double COSINE = 0.998;

  public Int8Options {
    floats = Set.copyOf(floats);
    if (!(cosine >= 0 && cosine <= 1)) {
      throw new IllegalArgumentException("cosine %s is not within 0..1".formatted(cosine));
    }
  }
}
