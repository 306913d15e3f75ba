package io.ciderstream.train.int8;

import io.ciderstream.embedding.decode.DecodedPicture;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Shifts the bias of each quantised convolution by the mean error of its output channels on
 * photographs, from the first to the last, each with those before it corrected (Nagel et al., ICCV
 * 2019, section 4.2, the empirical form).
 */
final class BiasCorrection {
  private final FoldedModel model;
  private final Calibration calibration;
  private final List<DecodedPicture> pictures;

  BiasCorrection(FoldedModel model, Calibration calibration, List<DecodedPicture> pictures) {
    this.model = model;
    this.calibration = calibration;
    this.pictures = pictures;
  }

  /** Returns the plan that quantises these layers, with corrected biases. */
  Int8Plan correct(Set<String> layers) {
    Map<String, float[]> biases = new HashMap<>();
    QdqModel writer = new QdqModel(model);
    for (Layer layer : model.convolutions()) {
      if (layers.contains(layer.name())) {
        Int8Plan plan = new Int8Plan(calibration.ranges(), layers, biases);
        double[] means = means(writer.upTo(plan, layer));
        float[] bias = model.weights().get(layer.bias()).values().clone();
        double[] expected = calibration.means().get(layer.raw());
        for (int channel = 0; channel < bias.length; channel++) {
          bias[channel] = (float) (bias[channel] + expected[channel] - means[channel]);
        }
        biases.put(layer.name(), bias);
      }
    }
    return new Int8Plan(calibration.ranges(), layers, biases);
  }

  private double[] means(byte[] onnx) {
    ChannelMeans means = new ChannelMeans();
    try (TensorSession session = TensorSession.open(onnx)) {
      for (DecodedPicture picture : pictures) {
        session.run(picture, means::add);
      }
    }
    return means.values().values().iterator().next();
  }
}
