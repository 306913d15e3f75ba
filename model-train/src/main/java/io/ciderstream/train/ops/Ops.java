package io.ciderstream.train.ops;

import java.util.List;

/**
 * The operations a network is made of. A network is a generic method over them, so one text is read
 * by every implementation: to infer shapes, to compute, to write ONNX.
 *
 * <p>Feature maps are float [N,C,H,W], vectors float [N,C]. Parameters are looked up by name; which
 * names an operation reads, and in which shape, is documented at the operation. Where shapes may be
 * stretched, sizes of 1 are repeated to fit the other value.
 *
 * @param <T> a value of the reader
 */
public interface Ops<T> {
  /**
   * Smallest range that {@link #minMax} stretches, whatever it is asked for, so that nothing is
   * divided by zero.
   */
  double LEAST_RANGE = 1e-6;

  /**
   * Turns pictures into a feature map: {@code (x - mean[c]) / deviation[c]}.
   *
   * @param images uint8 [N,H,W,C]
   * @param pixels mean and deviation by channel
   * @return float [N,C,H,W]
   */
  T normalise(T images, PixelScale pixels);

  /**
   * Convolves; reads {@code <name>.weight} [out, in / groups, kernel, kernel] and, with bias,
   * {@code <name>.bias} [out].
   */
  T conv2d(T x, Convolution convolution);

  /**
   * Normalises a feature map or a vector by batch normalisation: {@code (x - running_mean) /
   * sqrt(running_var + epsilon) * weight + bias} by channel; reads {@code <name>.weight}, {@code
   * .bias}, {@code .running_mean}, {@code .running_var}, each [channels]. An implementation that
   * trains may take the mean and variance of the batch instead.
   *
   * <p>{@code x} may not be read again: an implementation may release it.
   */
  T batchNorm(T x, String name, int channels, double epsilon);

  /**
   * Takes the largest of each 3 x 3 places, stride 2, one place of padding: sizes are halved,
   * rounding up.
   */
  T maxPool(T x);

  /** Raises values below {@code min} to {@code min}. */
  T atLeast(T x, double min);

  /** Computes {@code max(x, 0)}. */
  T relu(T x);

  /** Computes {@code min(max(x, 0), 6)}; {@code x} may not be read again. */
  T relu6(T x);

  /** Computes {@code 1 / (1 + exp(-x))}. */
  T sigmoid(T x);

  /** Computes {@code log(1 + exp(x))}. */
  T softplus(T x);

  /** Adds two values of one rank, stretched. */
  T add(T a, T b);

  /** Multiplies two values of one rank, stretched. */
  T multiply(T a, T b);

  /** Multiplies each value by a constant. */
  T scale(T x, double factor);

  /**
   * Raises each value, which is not negative, to a power; reads the parameter of a learnt exponent,
   * [1].
   */
  T pow(T x, Exponent exponent);

  /** Computes the mean over height and width: [N,C,H,W] to [N,C]. */
  T spatialMean(T x);

  /** Returns a vector as a map of one place: [N,C] to [N,C,1,1]. */
  T asMap(T vector);

  /** Returns a map without its only channel: [N,1,H,W] to [N,H,W]. */
  T asPlane(T map);

  /**
   * Computes a fully connected layer, {@code x W^T + b}: [N,in] to [N,out]; reads {@code
   * <name>.weight} [out,in] and {@code <name>.bias} [out].
   */
  T linear(T x, String name, int in, int out);

  /**
   * Divides by the Euclidean length over the channels, at least 1e-12: a vector [N,C], or each
   * place of a map [N,C,H,W].
   */
  T l2Normalise(T x);

  /** Computes the product of the rows of two vectors: [N,C] and [N,C] to [N,1]. */
  T dot(T a, T b);

  /** Joins vectors, or maps of one size, along their channels. */
  T concat(List<T> values);

  /** Returns a map of few places as a vector: [N,C,H,W] to [N,C H W]. */
  T flatten(T map);

  /** Computes {@code x Phi(x)} (Hendrycks and Gimpel, arXiv 1606.08415). */
  T gelu(T x);

  /**
   * Normalises each place of a map over its channels (Ba et al., arXiv 1607.06450): {@code (x -
   * mean) / sqrt(variance + epsilon) * weight + bias}; reads {@code <name>.weight} and {@code
   * .bias}, each [channels].
   */
  T layerNorm(T x, String name, int channels, double epsilon);

  /**
   * Convolves each vector along its channels, with zeros around it: [N,C] to [N,C]; reads {@code
   * <name>.weight} [1,1,kernel].
   *
   * @param kernel odd
   */
  T convolveChannels(T vector, String name, int kernel);

  /** Computes the softmax over the channels of each place of a map. */
  T softmaxOverChannels(T map);

  /**
   * Lets each place of the queries attend to all places of the keys.
   *
   * @param queries [N,heads keyWidth,H,W]
   * @param keys [N,heads keyWidth,h,w]
   * @param values [N,heads valueWidth,h,w]
   * @return [N,heads valueWidth,H,W]
   */
  T attend(T queries, T keys, T values, DotProductAttention attention);

  /**
   * Lets each channel of a map attend to all channels: {@code A V} with {@code A = softmax(q k^T)}
   * over the last axis and V the map, [C,H W].
   *
   * @param queries [N,C]
   * @param keys [N,C]
   * @param map [N,C,H,W]
   * @return [N,C,H,W]
   */
  T attendChannels(T queries, T keys, T map);

  /**
   * Computes sums over the places of a map, each with its own weights.
   *
   * @param weights [N,L,H,W]
   * @param map [N,C,H,W]
   * @return [N,C,L,1]
   */
  T weightedSums(T weights, T map);

  /**
   * Weighs values against each other, place by place: {@code exp(x_i) / sum_j exp(x_j)}.
   *
   * @param values two or more of one shape
   * @return as many, of that shape
   */
  List<T> softmaxAcross(List<T> values);

  /**
   * Combines values with the learnt convex weights {@code softmax(<name>)}; reads {@code <name>}
   * [number of values].
   *
   * @param values one or more of one shape
   */
  T convexSum(List<T> values, String name);

  /**
   * Stretches each map to 0..1: {@code (x - min) / (max - min)} over its places; zeros where {@code
   * max - min} is below {@code leastRange}: such a map is flat. A gradient passes through a flat
   * map as if it were divided by {@code leastRange}.
   *
   * @param x [N,1,H,W]
   * @param leastRange not negative; {@link #LEAST_RANGE} at least is used
   */
  T minMax(T x, double leastRange);

  /**
   * Returns 1 where attention is at least the threshold, beta elsewhere; 1 everywhere in a flat
   * map, which is one of zeros alone.
   *
   * @param attention [N,1,H,W] as {@link #minMax} gives it
   * @return of the same shape
   */
  T mask(T attention, AttentionMask mask);
}
