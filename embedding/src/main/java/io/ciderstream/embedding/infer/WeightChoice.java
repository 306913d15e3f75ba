package io.ciderstream.embedding.infer;

/** Chooses which weights of a model are inferred with. */
public enum WeightChoice {
  /** Int8 on a processor that computes it fast, if the model has such a file; else fp32. */
  AUTO,
  /** The model file's own. */
  FP32,
  /** Those of the int8 file next to the model file. */
  INT8
}
