package io.ciderstream.embedding.infer;

/** Chooses whether the network runs on a CUDA device. */
public enum Cuda {
  /** Always on the CPU. */
  OFF,
  /** On the device if it can be used, else on the CPU. */
  IF_PRESENT,
  /** On the device, or not at all. */
  REQUIRED
}
