package io.ciderstream.train.int8;

import java.util.Locale;

/**
 * Cosines between the descriptors of int8 and fp32 over pictures.
 *
 * @param mean of all pictures
 * @param least of all pictures
 */
public record CosineFigures(double mean, double least) {
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "mean %.4f, least %.4f", mean, least);
  }
}
