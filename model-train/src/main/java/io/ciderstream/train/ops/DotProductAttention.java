package io.ciderstream.train.ops;

/**
 * How places of a map attend to places of another (Vaswani et al., arXiv 1706.03762, section 3.2):
 * {@code softmax(scale Q^T K) V} in each head.
 *
 * @param heads groups of channels that attend separately, 1 or more
 * @param keyWidth channels of queries and keys in each head
 * @param valueWidth channels of values in each head
 * @param scale of the products before the softmax
 */
public record DotProductAttention(int heads, int keyWidth, int valueWidth, double scale) {
  public DotProductAttention {
    if (heads < 1 || keyWidth < 1 || valueWidth < 1) {
      throw new IllegalArgumentException(
          "heads %d, key width %d, value width %d".formatted(heads, keyWidth, valueWidth));
    }
  }

  /**
   * Creates the usual attention: the scale is {@code keyWidth^-0.5}.
   *
   * @param channels of queries, keys and values over all heads, which {@code heads} divides
   */
  public static DotProductAttention scaled(int heads, int channels) {
    if (channels % heads != 0) {
      throw new IllegalArgumentException(
          "heads %d do not divide %d channels".formatted(heads, channels));
    }
    int width = channels / heads;
    return new DotProductAttention(heads, width, width, 1 / Math.sqrt(width));
  }
}
