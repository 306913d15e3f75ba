package io.ciderstream.train.ops;

/**
 * The operations a network is made of. A network is a generic method over them, so one text is read
 * by every implementation: to infer shapes, to compute, to write ONNX.
 *
 * <p>Feature maps are float [N,C,H,W], vectors float [N,C]. Parameters are looked up by name; which
 * names an operation reads, and in which shape, stands at the operation.
 *
 * @param <T> a value of the reader
 */
public interface Ops<T> {
  /**
   * Pictures to a feature map: {@code (x - mean[c]) / deviation[c]}.
   *
   * @param images uint8 [N,H,W,C]
   * @param pixels mean and deviation by channel
   * @return float [N,C,H,W]
   */
  T normalise(T images, PixelScale pixels);

  /** Convolution without bias; reads {@code <name>.weight} [out, in / groups, kernel, kernel]. */
  T conv2d(T x, Convolution convolution);

  /**
   * Batch normalisation with stored statistics: {@code (x - running_mean) / sqrt(running_var +
   * epsilon) * weight + bias} by channel; reads {@code <name>.weight}, {@code .bias}, {@code
   * .running_mean}, {@code .running_var}, each [channels].
   */
  T batchNorm(T x, String name, int channels, double epsilon);

  /** Values below {@code min} become {@code min}. */
  T atLeast(T x, double min);

  /** {@code min(max(x, 0), 6)}. */
  T relu6(T x);

  /** Sum of two values of one shape. */
  T add(T a, T b);

  /** Each value, not negative, to a constant power. */
  T pow(T x, double exponent);

  /** Mean over height and width: [N,C,H,W] to [N,C]. */
  T spatialMean(T x);

  /**
   * Fully connected layer {@code x W^T + b}: [N,in] to [N,out]; reads {@code <name>.weight}
   * [out,in] and {@code <name>.bias} [out].
   */
  T linear(T x, String name, int in, int out);

  /** Each row divided by its Euclidean length, at least 1e-12: [N,C] to [N,C]. */
  T l2Normalise(T x);
}
