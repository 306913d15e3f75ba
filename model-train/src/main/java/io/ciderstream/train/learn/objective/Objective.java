package io.ciderstream.train.learn.objective;

import io.ciderstream.train.learn.loss.LossParts;
import io.ciderstream.train.load.ImageBatch;
import io.ciderstream.train.weights.Weights;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;

/** The objective that a stage minimises. */
public sealed interface Objective extends AutoCloseable permits LabelsObjective, ViewsObjective {
  /** Name of the centres of classes among an objective's own parameters. */
  String CENTRES = "arcface.centres";

  /** Returns the number of batches in an epoch. */
  long batchesPerEpoch();

  /**
   * Gives its parameters their values at the start, or those of a checkpoint. Call it once, before
   * anything else but {@link #batchesPerEpoch} and {@link #rows}.
   *
   * @param checkpoint what it had learned then; empty at the start
   */
  void start(Optional<Weights> checkpoint);

  /** Begins to load a batch, counted from 0 over all epochs. Call in rising order. */
  CompletableFuture<Batch> load(long number);

  /**
   * Returns its own parameters, which are trained with the network's, by name. Of each, a process
   * of a group has the rows that are its share of {@link #rows}.
   */
  SequencedMap<String, Tensor> parameters();

  /** Returns how many rows each of its own parameters has in all processes together. */
  int rows();

  @Override
  void close();

  /**
   * A loaded batch.
   *
   * @param passes that the network computes, one after the other
   * @param loss of the descriptors of each pass
   */
  record Batch(List<Pass> passes, Function<List<Descriptors>, Loss> loss) {
    /** Returns how many images the network computes in all processes together. */
    public int images() {
      return passes.stream().mapToInt(Pass::total).sum();
    }
  }

  /**
   * Images that the network computes at once.
   *
   * @param images those of this process
   * @param views how many there are of each picture: all first ones, then all second ones
   * @param total number of images in all processes together
   */
  record Pass(ImageBatch images, int views, int total) {}

  /**
   * What the network returned for the images of all processes, in the order of the plan.
   *
   * @param values float [total,D]
   * @param pictures indices into the data set
   */
  record Descriptors(Tensor values, int[] pictures) {}

  /**
   * The loss of a batch.
   *
   * @param part a scalar; its gradients, added up over the processes, are those of the loss
   * @param parts of the loss
   * @param accuracy share of pictures that are nearest to the right answer, 0..1
   */
  record Loss(Tensor part, LossParts parts, double accuracy) {}
}
