package io.ciderstream.train.int8;

import io.ciderstream.train.weights.Weight;

/**
 * A convolution's weights as symmetric signed 8-bit numbers, one scale for each output channel, and
 * its bias as 32-bit numbers of the scale that ONNX asks for: that of the input times that of the
 * weights.
 *
 * @param values -127..127, as many as the weight has
 * @param scales one for each output channel
 * @param biases one for each output channel
 * @param biasScales one for each output channel
 */
record QuantisedWeights(byte[] values, float[] scales, int[] biases, float[] biasScales) {
  private static final int MOST = 127;
  private static final float LEAST_SCALE = 1e-12f;

  static QuantisedWeights of(Weight weight, float[] bias, float inputScale) {
    float[] floats = weight.values();
    int channels = bias.length;
    int each = floats.length / channels;
    byte[] values = new byte[floats.length];
    float[] scales = new float[channels];
    int[] biases = new int[channels];
    float[] biasScales = new float[channels];
    for (int channel = 0; channel < channels; channel++) {
      float largest = 0;
      for (int i = channel * each; i < (channel + 1) * each; i++) {
        largest = Math.max(largest, Math.abs(floats[i]));
      }
      scales[channel] = Math.max(largest / MOST, LEAST_SCALE);
      for (int i = channel * each; i < (channel + 1) * each; i++) {
        values[i] = (byte) Math.clamp(Math.rint(floats[i] / (double) scales[channel]), -MOST, MOST);
      }
      biasScales[channel] = (float) (scales[channel] * (double) inputScale);
      biases[channel] =
          (int)
              Math.clamp(
                  Math.rint(bias[channel] / (double) biasScales[channel]),
                  Integer.MIN_VALUE,
                  Integer.MAX_VALUE);
    }
    return new QuantisedWeights(values, scales, biases, biasScales);
  }
}
