package io.ciderstream.train.learn.optimise;

import io.ciderstream.train.learn.loss.Tensors;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
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
    this.parameters = parameters;
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
          Tensor squares = null;
          for (Tensor parameter : parameters.values()) {
            if (parameter.grad().defined()) {
              Tensor square = parameter.grad().square().sum();
              squares = squares == null ? square : squares.add(square);
            }
          }
          if (squares == null) {
            return 0.0;
          }
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
