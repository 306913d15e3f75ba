package io.ciderstream.train.learn.objective;

import io.ciderstream.train.data.load.ImageBatch;
import io.ciderstream.train.learn.config.Stage;
import io.ciderstream.train.learn.loss.Tensors;
import io.ciderstream.train.learn.model.Learner;
import io.ciderstream.train.learn.model.Pictures;
import io.ciderstream.train.learn.plan.GroupBatches;
import io.ciderstream.train.torch.TorchMode;
import io.ciderstream.train.weights.Weights;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import org.bytedeco.pytorch.Tensor;

/** ArcFace over labelled pictures. */
public final class LabelsObjective implements Objective {
  private final Stage.Labels stage;
  private final Pictures pictures;
  private final GroupBatches batches;
  private final ClassCentres centres;

  /**
   * @param learner as it is when the stage begins
   * @param before what the objective of the stage before had learned
   * @param seed of the stage
   */
  public LabelsObjective(
      Stage.Labels stage, Learner learner, Pictures pictures, Weights before, long seed) {
    this.stage = stage;
    this.pictures = pictures;
    this.batches = new GroupBatches(pictures.labelled(), stage.jitter(), stage.batch(), seed);
    this.centres = new ClassCentres(learner, pictures, stage.centres(), before, seed);
  }

  @Override
  public long stepsPerEpoch() {
    return batches.stepsPerEpoch();
  }

  @Override
  public CompletableFuture<Task> load(long step) {
    return pictures.loader().load(batches.sheet(step)).thenApply(Step::new);
  }

  @Override
  public SequencedMap<String, Tensor> parameters() {
    SequencedMap<String, Tensor> own = new LinkedHashMap<>();
    own.put(ClassCentres.NAME, centres.tensor());
    return own;
  }

  @Override
  public void close() {
    centres.close();
  }

  private final class Step implements Task {
    private final ImageBatch batch;

    Step(ImageBatch batch) {
      this.batch = batch;
    }

    @Override
    public Loss loss(Learner learner, TorchMode mode) {
      Tensor descriptors = learner.descriptors(learner.images(batch), mode);
      Tensor labels = Tensors.longs(pictures.labels(batch.pictures()), descriptors);
      Tensor cosines = stage.arcface().cosines(descriptors, centres.tensor());
      return new Loss(
          stage.arcface().loss(cosines, labels), stage.arcface().accuracy(cosines, labels));
    }

    @Override
    public int pictures() {
      return batch.count();
    }
  }
}
