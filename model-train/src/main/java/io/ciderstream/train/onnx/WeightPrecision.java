package io.ciderstream.train.onnx;

/** How an ONNX file stores the weights of convolutions and fully connected layers. */
public enum WeightPrecision {
  /** As they are. */
  FP32,
  /** Half the file; cast back to fp32 when the model is loaded, so that all is computed in fp32. */
  FP16
}
