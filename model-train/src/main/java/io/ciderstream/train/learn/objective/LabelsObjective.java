package io.ciderstream.train.learn.objective;

import io.ciderstream.train.distributed.Share;
import io.ciderstream.train.learn.config.Stage;
import io.ciderstream.train.learn.model.Learner;
import io.ciderstream.train.learn.model.UsableImages;
import io.ciderstream.train.learn.plan.GroupBatches;
import io.ciderstream.train.learn.start.DescriptorTable;
import io.ciderstream.train.load.BatchPlan;
import io.ciderstream.train.weights.Weights;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import org.bytedeco.pytorch.Tensor;

/** ArcFace over labelled pictures. */
public final class LabelsObjective implements Objective {
  private final Stage.Labels stage;
  private final UsableImages images;
  private final Share share;
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
    this.share = learner.group().share();
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
  public void start(Optional<Weights> checkpoint) {
    centres.start(checkpoint);
  }

  @Override
  public CompletableFuture<Batch> load(long number) {
    BatchPlan plan = batches.plan(number);
    return images
        .loader()
        .load(plan.share(share, 1))
        .thenApply(
            batch ->
                new Batch(
                    List.of(new Pass(batch, 1, plan.images().size())),
                    passes -> loss(passes.getFirst())));
  }

  private Loss loss(Descriptors descriptors) {
    return centres.loss(
        stage.arcface(), descriptors.values(), images.labels(descriptors.pictures()));
  }

  @Override
  public SequencedMap<String, Tensor> parameters() {
    return centres.parameters();
  }

  @Override
  public int rows() {
    return centres.rows();
  }

  @Override
  public void close() {
    centres.close();
  }
}
