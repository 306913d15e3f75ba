package io.ciderstream.train.shape;

import io.ciderstream.train.network.Network;
import io.ciderstream.train.ops.Convolution;
import io.ciderstream.train.ops.Ops;
import io.ciderstream.train.ops.PixelScale;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * Follows shapes through a network. A network whose parts don't fit together fails here with an
 * {@link IllegalArgumentException} that names the part.
 */
public final class ShapeOps implements Ops<Shape> {
  private final SequencedMap<String, Shape> parameters = new LinkedHashMap<>();

  /** Names and shapes of the parameters that a network reads, in the order it reads them. */
  public static SequencedMap<String, Shape> parameters(Network network) {
    ShapeOps ops = new ShapeOps();
    network.outputs(ops, Shape.of(1, 64, 64, 3));
    return Collections.unmodifiableSequencedMap(ops.parameters);
  }

  /** Shapes of a network's outputs for pictures uint8 [count,height,width,3]. */
  public static SequencedMap<String, Shape> outputs(
      Network network, int count, int height, int width) {
    return network.outputs(new ShapeOps(), Shape.of(count, height, width, 3));
  }

  @Override
  public Shape normalise(Shape images, PixelScale pixels) {
    expect("images", images, 4, 3, pixels.channels());
    return Shape.of(images.size(0), images.size(3), images.size(1), images.size(2));
  }

  @Override
  public Shape conv2d(Shape x, Convolution convolution) {
    expect(convolution.name(), x, 4, 1, convolution.in());
    int kernel = convolution.kernel();
    parameter(
        convolution.name() + ".weight",
        Shape.of(convolution.out(), convolution.in() / convolution.groups(), kernel, kernel));
    return Shape.of(
        x.size(0),
        convolution.out(),
        convolution.outputSize(x.size(2)),
        convolution.outputSize(x.size(3)));
  }

  @Override
  public Shape batchNorm(Shape x, String name, int channels, double epsilon) {
    expect(name, x, 4, 1, channels);
    parameter(name + ".weight", Shape.of(channels));
    parameter(name + ".bias", Shape.of(channels));
    parameter(name + ".running_mean", Shape.of(channels));
    parameter(name + ".running_var", Shape.of(channels));
    return x;
  }

  @Override
  public Shape atLeast(Shape x, double min) {
    return x;
  }

  @Override
  public Shape relu6(Shape x) {
    return x;
  }

  @Override
  public Shape add(Shape a, Shape b) {
    if (!a.equals(b)) {
      throw new IllegalArgumentException("add: %s and %s".formatted(a, b));
    }
    return a;
  }

  @Override
  public Shape pow(Shape x, double exponent) {
    return x;
  }

  @Override
  public Shape spatialMean(Shape x) {
    expect("spatialMean", x, 4, 0, x.size(0));
    return Shape.of(x.size(0), x.size(1));
  }

  @Override
  public Shape linear(Shape x, String name, int in, int out) {
    expect(name, x, 2, 1, in);
    parameter(name + ".weight", Shape.of(out, in));
    parameter(name + ".bias", Shape.of(out));
    return Shape.of(x.size(0), out);
  }

  @Override
  public Shape l2Normalise(Shape x) {
    expect("l2Normalise", x, 2, 0, x.size(0));
    return x;
  }

  private void parameter(String name, Shape shape) {
    Shape before = parameters.putIfAbsent(name, shape);
    if (before != null && !before.equals(shape)) {
      throw new IllegalArgumentException(
          "%s is read as %s and as %s".formatted(name, before, shape));
    }
  }

  private static void expect(String where, Shape x, int rank, int axis, int size) {
    if (x.rank() != rank || x.size(axis) != size) {
      throw new IllegalArgumentException(
          "%s: expected %d axes and size %d at axis %d, but got %s"
              .formatted(where, rank, size, axis, x));
    }
  }
}
