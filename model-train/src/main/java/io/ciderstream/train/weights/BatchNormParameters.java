package io.ciderstream.train.weights;

/**
 * The parameters of a batch normalisation, {@code scale * (x - mean) / sqrt(variance + epsilon) +
 * shift} for each channel.
 *
 * @param scale one for each channel
 * @param shift one for each channel
 * @param mean one for each channel
 * @param variance one for each channel
 */
public record BatchNormParameters(
    float[] scale, float[] shift, float[] mean, float[] variance, double epsilon) {
  /**
   * Changes the convolution before the normalisation so that it computes both (Jacob et al., CVPR
   * 2018, section 3.2).
   *
   * @param weights of the convolution, those of one output channel after another
   * @param bias of the convolution, one for each output channel
   */
  public void foldInto(float[] weights, float[] bias) {
    int each = weights.length / bias.length;
    for (int channel = 0; channel < bias.length; channel++) {
      double factor = scale[channel] / Math.sqrt(variance[channel] + epsilon);
      for (int i = channel * each; i < (channel + 1) * each; i++) {
        weights[i] = (float) (weights[i] * factor);
      }
      bias[channel] = (float) (shift[channel] + (bias[channel] - mean[channel]) * factor);
    }
  }
}
