package io.ciderstream.train.learn.optimise;

import io.ciderstream.train.distributed.OneProcess;
import io.ciderstream.train.distributed.ProcessGroup;
import io.ciderstream.train.learn.loss.Tensors;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Stochastic gradient descent with momentum: {@code v = momentum * v + gradient + decay * w; w -=
 * rate * v}, as libtorch has it. Its state is open, so that a checkpoint can keep it.
 */
public final class Sgd implements AutoCloseable {
  private static final double EPSILON = 1e-6;

  private final SequencedMap<String, Tensor> parameters;
  private final SequencedMap<String, Tensor> momenta = new LinkedHashMap<>();
  private final Predicate<String> divided;
  private final ProcessGroup group;
  private final double momentum;
  private final double decay;

  /**
   * Creates a sgd.
   *
   * @param parameters those that learn, by name; changed in place
   * @param momentum in 0..1
   * @param decay of weights, 0 or more
   */
  public Sgd(SequencedMap<String, Tensor> parameters, double momentum, double decay) {
    this(parameters, momentum, decay, name -> false, new OneProcess());
  }

  /**
   * Creates a sgd of which each process of a group has the same parameters, or its part of them.
   *
   * @param parameters those that learn, by name; changed in place
   * @param momentum in 0..1
   * @param decay of weights, 0 or more
   * @param divided whether a process has only its part of the parameter of this name
   */
  public Sgd(
      SequencedMap<String, Tensor> parameters,
      double momentum,
      double decay,
      Predicate<String> divided,
      ProcessGroup group) {
    this.parameters = parameters;
    this.divided = divided;
    this.group = group;
    this.momentum = momentum;
    this.decay = decay;
    Tensors.withoutGradients(
        () -> {
          parameters.forEach(
              (name, tensor) -> {
                Tensor zeros = torch.zeros_like(tensor);
                zeros.retainReference();
                momenta.put(name, zeros);
              });
          return null;
        });
  }

  /** Returns the state by parameter name; write into these tensors to restore it. */
  public SequencedMap<String, Tensor> momenta() {
    return Collections.unmodifiableSequencedMap(momenta);
  }

  /**
   * Shrinks all gradients together so that their length is at most this.
   *
   * @param most 0 for any length
   * @return their length before
   */
  public double clip(double most) {
    return Tensors.withoutGradients(
        () -> {
          Optional<Tensor> found = squares();
          if (found.isEmpty()) {
            return 0.0;
          }
          Tensor squares = found.get();
          Tensor length = squares.sqrt();
          if (most == 0) {
            return Tensors.value(length);
          }
          Tensor factor = length.add(new Scalar(EPSILON)).reciprocal().mul(new Scalar(most));
          factor = factor.clamp_max(new Scalar(1.0));
          for (Tensor parameter : parameters.values()) {
            if (parameter.grad().defined()) {
              parameter.grad().mul_(factor);
            }
          }
          return Tensors.value(length);
        });
  }

  /** Returns the sum of the squares of all gradients; empty without gradients. */
  private Optional<Tensor> squares() {
    Optional<Tensor> whole = squares(name -> !divided.test(name));
    Optional<Tensor> parts = squares(divided);
    parts.ifPresent(group::sum);
    return Stream.of(whole, parts).flatMap(Optional::stream).reduce((a, b) -> a.add(b));
  }

  private Optional<Tensor> squares(Predicate<String> names) {
    return parameters.entrySet().stream()
        .filter(parameter -> names.test(parameter.getKey()))
        .map(Map.Entry::getValue)
        .filter(parameter -> parameter.grad().defined())
        .map(parameter -> parameter.grad().square().sum())
        .reduce((a, b) -> a.add(b));
  }

  /**
   * Takes a step and drops the gradients.
   *
   * @param rates by parameter's name
   */
  public void step(Map<String, Double> rates) {
    Tensors.withoutGradients(
        () -> {
          parameters.forEach((name, tensor) -> step(tensor, momenta.get(name), rates.get(name)));
          return null;
        });
  }

  private void step(Tensor parameter, Tensor velocity, double rate) {
    if (!parameter.grad().defined()) {
      return;
    }
    try (PointerScope scope = new PointerScope()) {
      velocity.mul_(new Scalar(momentum)).add_(parameter.grad());
      velocity.add_(parameter, new Scalar(decay));
      parameter.sub_(velocity, new Scalar(rate));
      parameter.mutable_grad().put(new Tensor());
    }
  }

  @Override
  public void close() {
    momenta.values().forEach(Tensor::releaseReference);
    momenta.clear();
  }
}
