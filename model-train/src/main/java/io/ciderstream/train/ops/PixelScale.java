package io.ciderstream.train.ops;

import java.util.List;

/**
 * How bytes become the numbers a backbone was trained on.
 *
 * @param mean by channel, in 0..255
 * @param deviation by channel, in 0..255, not zero
 */
public record PixelScale(List<Float> mean, List<Float> deviation) {
  public PixelScale {
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
    if (mean.isEmpty() || mean.size() != deviation.size() || deviation.contains(0f)) {
      throw new IllegalArgumentException("mean " + mean + ", deviation " + deviation);
    }
  }

  /** Creates a scale with the same mean and deviation for red, green and blue. */
  public static PixelScale rgb(float mean, float deviation) {
    return new PixelScale(List.of(mean, mean, mean), List.of(deviation, deviation, deviation));
  }

  /** Returns the number of channels. */
  public int channels() {
    return mean.size();
  }
}
