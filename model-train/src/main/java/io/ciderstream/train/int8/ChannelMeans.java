package io.ciderstream.train.int8;

import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;

/** Means of maps by channel, over pictures of any size; each picture counts the same. */
final class ChannelMeans {
  private final Map<String, double[]> sums = new HashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();

  /**
   * Adds the map of one picture.
   *
   * @param values [1,channels,H,W]
   */
  void add(String name, FloatBuffer values, int channels) {
    double[] sum = sums.computeIfAbsent(name, key -> new double[channels]);
    int places = values.remaining() / channels;
    for (int channel = 0; channel < channels; channel++) {
      double total = 0;
      for (int i = 0; i < places; i++) {
        total += values.get();
      }
      sum[channel] += total / places;
    }
    counts.merge(name, 1, Integer::sum);
  }

  /** Returns the means by name. */
  Map<String, double[]> values() {
    Map<String, double[]> means = new HashMap<>();
    sums.forEach(
        (name, sum) -> {
          double[] mean = sum.clone();
          for (int i = 0; i < mean.length; i++) {
            mean[i] /= counts.get(name);
          }
          means.put(name, mean);
        });
    return means;
  }
}
