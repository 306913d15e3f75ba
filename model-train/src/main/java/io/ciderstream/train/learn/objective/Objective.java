package io.ciderstream.train.learn.objective;

import io.ciderstream.train.learn.model.Learner;
import io.ciderstream.train.torch.TorchMode;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.bytedeco.pytorch.Tensor;

/** The objective that a stage minimises. */
public sealed interface Objective extends AutoCloseable permits LabelsObjective, ViewsObjective {
  /** Name of the centres of classes among an objective's own parameters. */
  String CENTRES = "arcface.centres";

  /** Returns the number of batches in an epoch. */
  long batchesPerEpoch();

  /** Begins to load a batch, counted from 0 over all epochs. Call in rising order. */
  CompletableFuture<Batch> load(long number);

  /** Returns its own parameters, which are trained with the network's, by name. */
  SequencedMap<String, Tensor> parameters();

  @Override
  void close();

  /**
   * A loaded batch.
   *
   * @param images that the network computes
   * @param loss with gradients
   */
  record Batch(int images, BiFunction<Learner, TorchMode, Loss> loss) {}

  /**
   * The loss of a batch.
   *
   * @param total a scalar
   * @param accuracy share of pictures that are nearest to the right answer, 0..1
   */
  record Loss(Tensor total, double accuracy) {}
}
