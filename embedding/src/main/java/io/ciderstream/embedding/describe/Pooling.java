package io.ciderstream.embedding.describe;

/** How an output with several vectors for each picture becomes one. */
public enum Pooling {
  /** It has one already. */
  NONE,
  /** The first of pictures x tokens x dimension. */
  CLASS,
  /** The mean of pictures x tokens x dimension, or of pictures x dimension x height x width. */
  MEAN
}
