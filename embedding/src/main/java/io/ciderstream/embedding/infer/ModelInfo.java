package io.ciderstream.embedding.infer;

/**
 * Identity of a model file.
 *
 * @param name readable name
 * @param hash first 12 hex digits of the file's SHA-256; that of the model file also for its int8
 *     weights
 * @param dimension length of a descriptor
 * @param weights what it is inferred with
 */
public record ModelInfo(String name, String hash, int dimension, WeightFormat weights) {
  /** Creates the identity of a model with its own weights. */
  public ModelInfo(String name, String hash, int dimension) {
    this(name, hash, dimension, WeightFormat.FP32);
  }
}
