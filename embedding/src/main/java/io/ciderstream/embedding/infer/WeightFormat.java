package io.ciderstream.embedding.infer;

/** The formats in which a model's backbone is computed. */
public enum WeightFormat {
  /** Single precision. */
  FP32,
  /** Weights and activations of 8 bits. */
  INT8;

  /** Returns the name as settings, metrics and reports write it. */
  public String text() {
    return this == INT8 ? "int8" : "fp32";
  }
}
