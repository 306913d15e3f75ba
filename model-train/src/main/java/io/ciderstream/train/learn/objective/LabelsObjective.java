package io.ciderstream.train.learn.objective;

import io.ciderstream.train.learn.config.Stage;
import io.ciderstream.train.learn.loss.Tensors;
import io.ciderstream.train.learn.model.Learner;
import io.ciderstream.train.learn.model.UsableImages;
import io.ciderstream.train.learn.plan.GroupBatches;
import io.ciderstream.train.learn.start.DescriptorTable;
import io.ciderstream.train.load.ImageBatch;
import io.ciderstream.train.torch.TorchMode;
import io.ciderstream.train.weights.Weights;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import org.bytedeco.pytorch.Tensor;

/** ArcFace over labelled pictures. */
public final class LabelsObjective implements Objective {
  private final Stage.Labels stage;
  private final UsableImages images;
  private final GroupBatches batches;
  private final ClassCentres centres;

  /**
   * Creates a labels objective.
   *
   * @param learner as it is when the stage begins
   * @param before what the objective of the stage before learned
   * @param seed of the stage
   */
  public LabelsObjective(
      Stage.Labels stage, Learner learner, UsableImages images, Weights before, long seed) {
    this.stage = stage;
    this.images = images;
    this.batches = new GroupBatches(images.labelled(), stage.jitter(), stage.batch(), seed);
    this.centres =
        new ClassCentres(
            learner,
            images,
            stage.centres(),
            before,
            seed,
            () -> DescriptorTable.means(learner, images, seed));
  }

  @Override
  public long batchesPerEpoch() {
    return batches.batchesPerEpoch();
  }

  @Override
  public CompletableFuture<Batch> load(long number) {
    return images
        .loader()
        .load(batches.plan(number))
        .thenApply(
            batch -> new Batch(batch.count(), (learner, mode) -> loss(batch, learner, mode)));
  }

  private Loss loss(ImageBatch batch, Learner learner, TorchMode mode) {
    Tensor descriptors = learner.descriptors(learner.images(batch), mode);
    Tensor labels = Tensors.longs(images.labels(batch.pictures()), descriptors);
    Tensor cosines = stage.arcface().cosines(descriptors, centres.tensor());
    return new Loss(
        stage.arcface().loss(cosines, labels), stage.arcface().accuracy(cosines, labels));
  }

  @Override
  public SequencedMap<String, Tensor> parameters() {
    return centres.parameters();
  }

  @Override
  public void close() {
    centres.close();
  }
}
