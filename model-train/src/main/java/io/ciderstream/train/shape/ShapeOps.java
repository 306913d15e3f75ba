package io.ciderstream.train.shape;

import io.ciderstream.train.ops.AttentionMask;
import io.ciderstream.train.ops.Convolution;
import io.ciderstream.train.ops.DotProductAttention;
import io.ciderstream.train.ops.Exponent;
import io.ciderstream.train.ops.NeuralNetwork;
import io.ciderstream.train.ops.Ops;
import io.ciderstream.train.ops.PixelScale;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Follows shapes through a network. A network whose parts don't fit together fails here with an
 * {@link IllegalArgumentException} that names the part.
 */
public final class ShapeOps implements Ops<Shape> {
  private final SequencedMap<String, Shape> parameters = new LinkedHashMap<>();
  private long multiplyAdds;

  /**
   * Returns the names and shapes of the parameters that a network reads, in the order it reads
   * them.
   */
  public static SequencedMap<String, Shape> parameters(NeuralNetwork network) {
    ShapeOps ops = new ShapeOps();
    network.outputs(ops, Shape.of(1, 64, 64, 3));
    return Collections.unmodifiableSequencedMap(ops.parameters);
  }

  /** Returns the shapes of a network's outputs for pictures uint8 [count,height,width,3]. */
  public static SequencedMap<String, Shape> outputs(
      NeuralNetwork network, int count, int height, int width) {
    return network.outputs(new ShapeOps(), Shape.of(count, height, width, 3));
  }

  /**
   * Returns the multiplications, each with an addition, of the convolutions, fully connected layers
   * and products of attention so far; what is done number by number is not counted.
   */
  long multiplyAdds() {
    return multiplyAdds;
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
    if (convolution.bias()) {
      parameter(convolution.name() + ".bias", Shape.of(convolution.out()));
    }
    Shape result =
        Shape.of(
            x.size(0),
            convolution.out(),
            convolution.outputSize(x.size(2)),
            convolution.outputSize(x.size(3)));
    int inputs = convolution.in() / convolution.groups() * kernel * kernel;
    multiplyAdds += (long) result.count() * inputs;
    return result;
  }

  @Override
  public Shape batchNorm(Shape x, String name, int channels, double epsilon) {
    expect(name, x, x.rank() == 2 ? 2 : 4, 1, channels);
    parameter(name + ".weight", Shape.of(channels));
    parameter(name + ".bias", Shape.of(channels));
    parameter(name + ".running_mean", Shape.of(channels));
    parameter(name + ".running_var", Shape.of(channels));
    return x;
  }

  @Override
  public Shape maxPool(Shape x) {
    expect("maxPool", x, 4, 0, x.size(0));
    return Shape.of(x.size(0), x.size(1), Math.ceilDiv(x.size(2), 2), Math.ceilDiv(x.size(3), 2));
  }

  @Override
  public Shape atLeast(Shape x, double min) {
    return x;
  }

  @Override
  public Shape relu(Shape x) {
    return x;
  }

  @Override
  public Shape relu6(Shape x) {
    return x;
  }

  @Override
  public Shape sigmoid(Shape x) {
    return x;
  }

  @Override
  public Shape softplus(Shape x) {
    return x;
  }

  @Override
  public Shape add(Shape a, Shape b) {
    return stretched("add", a, b);
  }

  @Override
  public Shape multiply(Shape a, Shape b) {
    return stretched("multiply", a, b);
  }

  @Override
  public Shape scale(Shape x, double factor) {
    return x;
  }

  @Override
  public Shape pow(Shape x, Exponent exponent) {
    if (exponent instanceof Exponent.Learnt learnt) {
      parameter(learnt.name(), Shape.of(1));
    }
    return x;
  }

  @Override
  public Shape asMap(Shape vector) {
    expect("asMap", vector, 2, 0, vector.size(0));
    return Shape.of(vector.size(0), vector.size(1), 1, 1);
  }

  @Override
  public Shape asPlane(Shape map) {
    expect("asPlane", map, 4, 1, 1);
    return Shape.of(map.size(0), map.size(2), map.size(3));
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
    multiplyAdds += (long) x.size(0) * in * out;
    return Shape.of(x.size(0), out);
  }

  @Override
  public Shape l2Normalise(Shape x) {
    expect("l2Normalise", x, x.rank() == 2 ? 2 : 4, 0, x.size(0));
    return x;
  }

  @Override
  public Shape dot(Shape a, Shape b) {
    expect("dot", a, 2, 1, common("dot", List.of(a, b)).size(1));
    multiplyAdds += a.count();
    return Shape.of(a.size(0), 1);
  }

  @Override
  public Shape concat(List<Shape> values) {
    Shape first = values.getFirst();
    int channels = 0;
    for (Shape value : values) {
      common("concat", List.of(withChannels(first, 1), withChannels(value, 1)));
      channels += value.size(1);
    }
    return withChannels(first, channels);
  }

  @Override
  public Shape flatten(Shape map) {
    expect("flatten", map, 4, 0, map.size(0));
    return Shape.of(map.size(0), map.count() / map.size(0));
  }

  @Override
  public Shape gelu(Shape x) {
    return x;
  }

  @Override
  public Shape layerNorm(Shape x, String name, int channels, double epsilon) {
    expect(name, x, 4, 1, channels);
    parameter(name + ".weight", Shape.of(channels));
    parameter(name + ".bias", Shape.of(channels));
    return x;
  }

  @Override
  public Shape convolveChannels(Shape vector, String name, int kernel) {
    expect(name, vector, 2, 0, vector.size(0));
    parameter(name + ".weight", Shape.of(1, 1, kernel));
    multiplyAdds += (long) vector.count() * kernel;
    return vector;
  }

  @Override
  public Shape softmaxOverChannels(Shape map) {
    expect("softmaxOverChannels", map, 4, 0, map.size(0));
    return map;
  }

  @Override
  public Shape attend(Shape queries, Shape keys, Shape values, DotProductAttention attention) {
    int heads = attention.heads();
    expect("attend, queries", queries, 4, 1, heads * attention.keyWidth());
    expect("attend, keys", keys, 4, 1, heads * attention.keyWidth());
    expect("attend, values", values, 4, 1, heads * attention.valueWidth());
    common("attend", List.of(withChannels(keys, 1), withChannels(values, 1)));
    multiplyAdds +=
        (long) queries.size(0) * places(queries) * places(keys) * (keys.size(1) + values.size(1));
    return withChannels(queries, values.size(1));
  }

  @Override
  public Shape attendChannels(Shape queries, Shape keys, Shape map) {
    expect("attendChannels, queries", queries, 2, 1, map.size(1));
    expect("attendChannels, keys", keys, 2, 1, map.size(1));
    multiplyAdds += (long) queries.count() * map.size(1) * (1 + places(map));
    return map;
  }

  @Override
  public Shape weightedSums(Shape weights, Shape map) {
    common("weightedSums", List.of(withChannels(weights, 1), withChannels(map, 1)));
    multiplyAdds += (long) map.count() * weights.size(1);
    return Shape.of(map.size(0), map.size(1), weights.size(1), 1);
  }

  @Override
  public List<Shape> softmaxAcross(List<Shape> values) {
    return Collections.nCopies(values.size(), common("softmaxAcross", values));
  }

  @Override
  public Shape convexSum(List<Shape> values, String name) {
    parameter(name, Shape.of(values.size()));
    return common(name, values);
  }

  @Override
  public Shape minMax(Shape x, double leastRange) {
    expect("minMax", x, 4, 1, 1);
    return x;
  }

  @Override
  public Shape mask(Shape attention, AttentionMask mask) {
    expect("mask", attention, 4, 1, 1);
    return attention;
  }

  private static int places(Shape map) {
    return map.size(2) * map.size(3);
  }

  private static Shape withChannels(Shape shape, int channels) {
    List<Integer> sizes = new ArrayList<>(shape.sizes());
    sizes.set(1, channels);
    return new Shape(sizes);
  }

  private static Shape common(String where, List<Shape> shapes) {
    if (shapes.stream().distinct().count() != 1) {
      throw new IllegalArgumentException("%s: %s".formatted(where, shapes));
    }
    return shapes.getFirst();
  }

  private static Shape stretched(String where, Shape a, Shape b) {
    boolean fits = a.rank() == b.rank();
    int[] sizes = new int[a.rank()];
    for (int axis = 0; fits && axis < sizes.length; axis++) {
      sizes[axis] = Math.max(a.size(axis), b.size(axis));
      fits = Math.min(a.size(axis), b.size(axis)) == 1 || a.size(axis) == b.size(axis);
    }
    if (!fits) {
      throw new IllegalArgumentException("%s: %s and %s".formatted(where, a, b));
    }
    return Shape.of(sizes);
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
