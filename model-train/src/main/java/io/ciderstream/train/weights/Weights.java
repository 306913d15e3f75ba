package io.ciderstream.train.weights;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.train.ops.NeuralNetwork;
import io.ciderstream.train.shape.Shape;
import io.ciderstream.train.shape.ShapeOps;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Predicate;

/**
 * Parameters by name.
 *
 * @param byName in the order of the file they came from
 */
public record Weights(SequencedMap<String, Weight> byName) {
  private static final int MAX_NAMED = 5;

  public Weights {
    byName = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(byName));
  }

  /** Returns the parameter of that name, which a checked network has. */
  public Weight get(String name) {
    Weight weight = byName.get(name);
    if (weight == null) {
      throw new IllegalArgumentException("no parameter " + name);
    }
    return weight;
  }

  /** Returns those whose name passes. */
  public Weights only(Predicate<String> names) {
    SequencedMap<String, Weight> some = new LinkedHashMap<>(byName);
    some.keySet().removeIf(names.negate());
    return new Weights(some);
  }

  /** Returns how many values there are. */
  public long count() {
    return byName.values().stream().mapToLong(weight -> weight.values().length).sum();
  }

  /**
   * Checks that these are exactly the parameters a network reads: none missing, none more, every
   * shape the same.
   *
   * @return these weights
   * @throws CiderException WEIGHTS_INVALID, which names the parameters that differ
   */
  public Weights checkedFor(NeuralNetwork network) {
    List<String> faults = differences(network);
    if (!faults.isEmpty()) {
      String named = String.join("; ", faults.subList(0, Math.min(MAX_NAMED, faults.size())));
      throw new CiderException(
          ErrorCode.WEIGHTS_INVALID, "%d parameters differ: %s.".formatted(faults.size(), named));
    }
    return this;
  }

  /** Returns how these differ from the parameters a network reads, a few words each. */
  public List<String> differences(NeuralNetwork network) {
    Map<String, Shape> expected = ShapeOps.parameters(network);
    List<String> faults = new ArrayList<>();
    expected.forEach(
        (name, shape) -> {
          Weight weight = byName.get(name);
          if (weight == null) {
            faults.add("%s%s is missing".formatted(name, shape));
          } else if (!weight.shape().equals(shape)) {
            faults.add("%s is %s instead of %s".formatted(name, weight.shape(), shape));
          }
        });
    byName.keySet().stream()
        .filter(name -> !expected.containsKey(name))
        .forEach(name -> faults.add("%s is not expected".formatted(name)));
    return faults;
  }
}
