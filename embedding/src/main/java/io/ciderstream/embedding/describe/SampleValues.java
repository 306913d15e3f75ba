package io.ciderstream.embedding.describe;

import java.util.List;

/**
 * Which numbers stand for the samples 0..255 of a picture: {@code (low + sample / 255 * (high -
 * low) - mean) / std}.
 *
 * @param low the number of 0
 * @param high the number of 255
 * @param mean of each channel, in the order of the input's channels
 * @param std standard deviation of each channel, in the same order
 */
public record SampleValues(double low, double high, List<Double> mean, List<Double> std) {
  /** The samples as they are, for inputs of bytes. */
  public static final SampleValues BYTES =
      new SampleValues(0, 255, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));

  private static final int MOST = 255;
  private static final int CHANNELS = 3;

  /** Checks the ranges. */
  public SampleValues {
    mean = List.copyOf(mean);
    std = List.copyOf(std);
    if (!(high > low) || mean.size() != CHANNELS || std.size() != CHANNELS) {
      throw new IllegalArgumentException(
          "range %s to %s, mean %s, std %s".formatted(low, high, mean, std));
    }
    if (std.stream().anyMatch(value -> !(value > 0))) {
      throw new IllegalArgumentException("std %s is not above 0".formatted(std));
    }
  }

  /** Returns the number of a sample in a channel. */
  public float of(int channel, int sample) {
    double value = low + (high - low) * sample / MOST;
    return (float) ((value - mean.get(channel)) / std.get(channel));
  }
}
