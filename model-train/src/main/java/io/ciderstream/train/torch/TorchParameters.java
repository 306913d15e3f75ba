package io.ciderstream.train.torch;

import io.ciderstream.train.shape.Shape;
import io.ciderstream.train.weights.Weight;
import io.ciderstream.train.weights.Weights;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Predicate;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The parameters of a network as libtorch's tensors, float32, for as long as this is open. Some are
 * trained, which means that gradients gather at them; stored statistics of batch normalisation
 * never are. Not for use by several threads at once.
 */
public final class TorchParameters implements AutoCloseable {
  static {
    TorchLibraries.load();
  }

  private final SequencedMap<String, Tensor> byName = new LinkedHashMap<>();
  private final FoldedNorms foldedNorms = new FoldedNorms(byName);

  /** Creates parameters on the CPU, none of them trained. */
  public TorchParameters(Weights weights) {
    this(weights, name -> false, new Device("cpu"));
  }

  /**
   * Creates the torch parameters.
   *
   * @param weights their values at start
   * @param trained names of those that are trained
   * @param device where they live
   */
  public TorchParameters(Weights weights, Predicate<String> trained, Device device) {
    try (PointerScope scope = new PointerScope()) {
      weights
          .byName()
          .forEach(
              (name, weight) -> {
                Tensor tensor =
                    Tensor.create(weight.values(), weight.shape().longs())
                        .to(device, torch.ScalarType.Float);
                tensor.retainReference();
                byName.put(name, tensor);
              });
    }
    train(trained);
  }

  /**
   * Computes with these parameters as they are at the time.
   *
   * @param mode to serve or to learn
   */
  public TorchOps ops(TorchMode mode) {
    return new TorchOps(byName(), mode, foldedNorms);
  }

  /** Returns whether a name is that of a stored statistic, which moves but isn't trained. */
  public static boolean isStatistic(String name) {
    return name.endsWith(".running_mean") || name.endsWith(".running_var");
  }

  /** Sets which are trained; no more gradients gather at the others. */
  public void train(Predicate<String> names) {
    byName.forEach(
        (name, tensor) -> tensor.set_requires_grad(!isStatistic(name) && names.test(name)));
    foldedNorms.forget();
  }

  /**
   * Returns all, in the order of the weights, not to be changed. An optimiser may step those that
   * are trained; any other value is written by {@link #set}, which discards what was derived from
   * it.
   */
  public SequencedMap<String, Tensor> byName() {
    return Collections.unmodifiableSequencedMap(byName);
  }

  /** Returns those that are trained. */
  public SequencedMap<String, Tensor> trained() {
    SequencedMap<String, Tensor> trained = new LinkedHashMap<>(byName);
    trained.values().removeIf(tensor -> !tensor.requires_grad());
    return trained;
  }

  /** Returns a copy of the values as they are now. */
  public Weights weights() {
    SequencedMap<String, Weight> weights = new LinkedHashMap<>();
    try (PointerScope scope = new PointerScope()) {
      byName.forEach((name, tensor) -> weights.put(name, new Weight(shape(name), floats(tensor))));
    }
    return new Weights(weights);
  }

  /**
   * Gives parameters other values.
   *
   * @param values by name; names and shapes as here, not necessarily all
   */
  public void set(Weights values) {
    try (PointerScope scope = new PointerScope()) {
      values
          .byName()
          .forEach(
              (name, weight) -> {
                Tensor tensor = byName.get(name);
                if (tensor == null || !Arrays.equals(sizes(tensor), weight.shape().longs())) {
                  throw new IllegalArgumentException(
                      "%s %s is none of the parameters".formatted(name, weight.shape()));
                }
                // data() shares the values but not the history, so a leaf may be written
                tensor.data().copy_(Tensor.create(weight.values(), weight.shape().longs()));
              });
    }
    foldedNorms.forget();
  }

  /** Gives one parameter another value of the same shape. */
  public void set(String name, Weight value) {
    SequencedMap<String, Weight> one = new LinkedHashMap<>();
    one.put(name, value);
    set(new Weights(one));
  }

  /** Returns the shape of a parameter. */
  public Shape shape(String name) {
    return Shape.of(Arrays.stream(sizes(byName.get(name))).mapToInt(Math::toIntExact).toArray());
  }

  @Override
  public void close() {
    byName.values().forEach(Tensor::releaseReference);
    byName.clear();
  }

  /** Returns the values of a tensor, row by row. */
  public static float[] floats(Tensor tensor) {
    float[] values = new float[Math.toIntExact(tensor.numel())];
    FloatBuffer buffer =
        tensor.detach().cpu().to(torch.ScalarType.Float).contiguous().createBuffer();
    buffer.get(values);
    return values;
  }

  private static long[] sizes(Tensor tensor) {
    long[] sizes = new long[(int) tensor.dim()];
    for (int axis = 0; axis < sizes.length; axis++) {
      sizes[axis] = tensor.size(axis);
    }
    return sizes;
  }
}
