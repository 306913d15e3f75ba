package io.ciderstream.train.learn;

import io.ciderstream.train.distributed.BucketedSum;
import io.ciderstream.train.learn.model.Learner;
import io.ciderstream.train.learn.objective.Objective;
import io.ciderstream.train.learn.optimise.Sgd;
import io.ciderstream.train.torch.SharedStatistics;
import io.ciderstream.train.torch.TorchMode;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A step of gradient descent: the gradients of its batches are added up, shortened and applied. Use
 * it inside a {@code PointerScope}, on the training thread.
 *
 * @param learner whose parameters change
 * @param sgd of these parameters
 * @param batchStatistics names of the batch normalisations that take the statistics of a batch
 * @param shared computes these over all processes; empty: of each process's part alone
 */
public record TrainingStep(
    Learner learner,
    Sgd sgd,
    Predicate<String> batchStatistics,
    Optional<SharedStatistics> shared) {
  /**
   * Adds the gradients of a batch.
   *
   * @param sharpening factor of every mask's sharpness
   * @param weight of this batch's loss
   * @return its loss, without the weight
   */
  public Objective.Loss add(Objective.Batch batch, double sharpening, double weight) {
    BatchPass pass =
        new BatchPass(learner, batch, new TorchMode.Training(batchStatistics, sharpening, shared));
    pass.backward(weight);
    return pass.loss();
  }

  /**
   * Adds up the gradients of all processes and shortens them together.
   *
   * @param most greatest length; 0 for any
   * @return their length before
   */
  public double clip(double most) {
    BucketedSum.gradients(learner.group(), learner.parameters().trained().values());
    return sgd.clip(most);
  }

  /**
   * Changes the parameters and drops the gradients.
   *
   * @param rates by parameter's name
   */
  public void apply(Map<String, Double> rates) {
    sgd.step(rates);
    if (shared.isEmpty()) {
      StatisticsMean.set(learner, batchStatistics);
    }
  }
}
