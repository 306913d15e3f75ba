package io.ciderstream.train.learn;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.train.learn.loss.Tensors;
import io.ciderstream.train.shape.Shape;
import io.ciderstream.train.weights.Weight;
import io.ciderstream.train.weights.Weights;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.BiFunction;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/** Between tensors by name and weights that can be kept. */
final class NamedTensors {
  private NamedTensors() {}

  static Weights weights(SequencedMap<String, Tensor> tensors) {
    SequencedMap<String, Weight> weights = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> {
          try (PointerScope scope = new PointerScope()) {
            int[] sizes = new int[(int) tensor.dim()];
            for (int axis = 0; axis < sizes.length; axis++) {
              sizes[axis] = Math.toIntExact(tensor.size(axis));
            }
            weights.put(name, new Weight(Shape.of(sizes), Tensors.floats(tensor)));
          }
        });
    return new Weights(weights);
  }

  /**
   * Writes values into tensors of the same names.
   *
   * @param part of a value, by name, that its tensor gets
   */
  static void set(
      SequencedMap<String, Tensor> tensors,
      Weights values,
      BiFunction<String, Tensor, Tensor> part) {
    if (!tensors.keySet().equals(values.byName().keySet())) {
      throw new CiderException(
          ErrorCode.WEIGHTS_INVALID,
          "The checkpoint has %s, but expected are %s."
              .formatted(values.byName().keySet(), tensors.keySet()));
    }
    tensors.forEach(
        (name, tensor) -> {
          try (PointerScope scope = new PointerScope()) {
            Weight weight = values.get(name);
            Tensor value = Tensor.create(weight.values(), weight.shape().longs());
            tensor.data().copy_(part.apply(name, value));
          }
        });
  }
}
