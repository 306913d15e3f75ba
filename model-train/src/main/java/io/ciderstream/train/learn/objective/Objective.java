package io.ciderstream.train.learn.objective;

import io.ciderstream.train.learn.model.Learner;
import io.ciderstream.train.torch.TorchMode;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import org.bytedeco.pytorch.Tensor;

/** What a stage minimises. */
public sealed interface Objective extends AutoCloseable permits LabelsObjective, ViewsObjective {
  /** Name of the centres of classes among an objective's own parameters. */
  String CENTRES = "arcface.centres";

  /** Steps until everything was seen once, or what counts as an epoch. */
  long stepsPerEpoch();

  /** Begins to load a step, counted from 0 over all epochs. Ask in rising order. */
  CompletableFuture<Task> load(long step);

  /** Its own parameters, which learn beside the network's, by name. */
  SequencedMap<String, Tensor> parameters();

  @Override
  void close();

  /** A step that is loaded. */
  interface Task {
    /** Its loss, with gradients. */
    Loss loss(Learner learner, TorchMode mode);

    /** How many pictures the network sees. */
    int pictures();
  }

  /**
   * The loss of a step.
   *
   * @param total one number
   * @param accuracy share of what was found at once, 0..1
   */
  record Loss(Tensor total, double accuracy) {}
}
