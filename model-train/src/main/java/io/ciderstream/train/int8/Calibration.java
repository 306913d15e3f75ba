package io.ciderstream.train.int8;

import io.ciderstream.embedding.decode.DecodedPicture;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the fp32 model's tensors hold on photographs.
 *
 * @param ranges of the inputs and outputs of all layers, by tensor (MinMax)
 * @param means of the convolutions' outputs before their activation, by tensor and channel
 */
record Calibration(Map<String, FloatRange> ranges, Map<String, double[]> means) {
  /** Runs the model on each picture. */
  static Calibration measure(FoldedModel model, List<DecodedPicture> pictures) {
    Set<String> ranged = new LinkedHashSet<>();
    Set<String> averaged = new LinkedHashSet<>();
    for (Layer layer : model.layers()) {
      ranged.addAll(layer.inputs());
      ranged.add(layer.output());
      if (layer.isConvolution()) {
        averaged.add(layer.raw());
      }
    }
    Set<String> all = new LinkedHashSet<>(ranged);
    all.addAll(averaged);
    Map<String, FloatRange> ranges = new HashMap<>();
    ChannelMeans means = new ChannelMeans();
    try (TensorSession session =
        TensorSession.open(new QdqModel(model).asFloat(List.copyOf(all)))) {
      for (DecodedPicture picture : pictures) {
        session.run(
            picture,
            (name, values, channels) -> {
              if (ranged.contains(name)) {
                FloatRange before = ranges.getOrDefault(name, FloatRange.ZERO);
                ranges.put(name, extended(before, values.duplicate()));
              }
              if (averaged.contains(name)) {
                means.add(name, values, channels);
              }
            });
      }
    }
    return new Calibration(ranges, means.values());
  }

  private static FloatRange extended(FloatRange range, FloatBuffer values) {
    float least = range.least();
    float most = range.most();
    while (values.hasRemaining()) {
      float value = values.get();
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    return new FloatRange(least, most);
  }
}
