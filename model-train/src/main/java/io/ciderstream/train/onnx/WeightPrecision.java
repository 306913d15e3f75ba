package io.ciderstream.train.onnx;

import io.ciderstream.train.weights.Weight;

/**
 * The precisions in which an ONNX file stores the weights of convolutions and fully connected
 * layers.
 */
public enum WeightPrecision {
  /** As they are. */
  FP32,
  /**
   * Half the file; cast back to fp32 when the model is loaded, so that all is computed in fp32.
   * Weights of fewer than {@value #LEAST_HALVED} values, which are most of the error and little of
   * the file, stay as they are.
   */
  FP16;

  private static final int LEAST_HALVED = 8_192;

  /** Returns whether a weight is stored as fp16. */
  boolean halves(Weight weight) {
    return this == FP16 && weight.shape().rank() > 1 && weight.values().length >= LEAST_HALVED;
  }
}
