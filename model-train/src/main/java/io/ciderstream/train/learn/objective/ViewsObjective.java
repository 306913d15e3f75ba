package io.ciderstream.train.learn.objective;

import io.ciderstream.train.learn.config.Stage;
import io.ciderstream.train.learn.loss.Tensors;
import io.ciderstream.train.learn.loss.ViewLosses;
import io.ciderstream.train.learn.model.Learner;
import io.ciderstream.train.learn.model.UsableImages;
import io.ciderstream.train.learn.plan.ViewBatches;
import io.ciderstream.train.learn.start.DescriptorTable;
import io.ciderstream.train.load.ImageBatch;
import io.ciderstream.train.torch.TorchMode;
import io.ciderstream.train.weights.Weights;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * InfoNCE of two strong views, SupCon over labels, the distance of each view to the descriptor of
 * the unchanged picture at the start, and ArcFace on clean images: each with its weight.
 */
public final class ViewsObjective implements Objective {
  private final Stage.Views stage;
  private final UsableImages images;
  private final ViewBatches batches;
  private final DescriptorTable start;
  private final ClassCentres centres;

  /**
   * Creates a views objective.
   *
   * @param learner as it is when the stage begins
   * @param start descriptors of the pictures when the stage begins
   * @param before what the objective of the stage before learned
   * @param seed of the stage
   */
  public ViewsObjective(
      Stage.Views stage,
      Learner learner,
      UsableImages images,
      DescriptorTable start,
      Weights before,
      long seed) {
    this.stage = stage;
    this.images = images;
    this.batches =
        new ViewBatches(images.set(), images.labelled(), stage.mix(), stage.views(), seed);
    this.start = start;
    this.centres =
        new ClassCentres(
            learner, images, stage.centres(), before, seed, () -> start.means(images, seed));
  }

  @Override
  public long batchesPerEpoch() {
    return stage.steps();
  }

  @Override
  public CompletableFuture<Batch> load(long number) {
    CompletableFuture<ImageBatch> views = images.loader().load(batches.views(number));
    if (!withClean()) {
      return views.thenApply(batch -> batch(batch, Optional.empty()));
    }
    return views.thenCombine(
        images.loader().load(batches.clean(number)),
        (batch, clean) -> batch(batch, Optional.of(clean)));
  }

  private Batch batch(ImageBatch views, Optional<ImageBatch> clean) {
    return new Batch(
        views.count() + clean.map(ImageBatch::count).orElse(0),
        (learner, mode) -> loss(views, clean, learner, mode));
  }

  private Loss loss(ImageBatch views, Optional<ImageBatch> clean, Learner learner, TorchMode mode) {
    Stage.LossTerms terms = stage.loss();
    Tensor descriptors = learner.descriptors(learner.images(views), mode);
    int[] labels = images.labels(Arrays.copyOf(views.pictures(), views.count() / 2));
    ViewLosses losses = new ViewLosses(labels, terms.temperature());
    Tensor total = losses.infoNce(descriptors);
    if (terms.supconWeight() > 0) {
      total = total.add(losses.supCon(descriptors), new Scalar(terms.supconWeight()));
    }
    if (terms.distillationWeight() > 0) {
      Tensor before = start.rows(views.pictures(), descriptors);
      total =
          total.add(
              ViewLosses.distillation(descriptors, before), new Scalar(terms.distillationWeight()));
    }
    if (clean.isPresent()) {
      Tensor arcFace = arcFace(learner, clean.get(), mode);
      total = total.add(arcFace, new Scalar(terms.arcfaceWeight()));
    }
    return new Loss(total, losses.accuracy(descriptors));
  }

  private Tensor arcFace(Learner learner, ImageBatch batch, TorchMode mode) {
    Tensor descriptors = learner.descriptors(learner.images(batch), mode);
    Tensor labels = Tensors.longs(images.labels(batch.pictures()), descriptors);
    return stage.arcface().loss(stage.arcface().cosines(descriptors, centres.tensor()), labels);
  }

  private boolean withClean() {
    return batches.hasClean() && stage.loss().arcfaceWeight() > 0;
  }

  @Override
  public SequencedMap<String, Tensor> parameters() {
    return withClean() ? centres.parameters() : new LinkedHashMap<>();
  }

  @Override
  public void close() {
    centres.close();
  }
}
