package io.ciderstream.train.learn.objective;

import io.ciderstream.train.distributed.ProcessGroup;
import io.ciderstream.train.learn.config.Stage;
import io.ciderstream.train.learn.loss.LossParts;
import io.ciderstream.train.learn.loss.Tensors;
import io.ciderstream.train.learn.loss.ViewLosses;
import io.ciderstream.train.learn.model.Learner;
import io.ciderstream.train.learn.model.UsableImages;
import io.ciderstream.train.learn.plan.ViewBatches;
import io.ciderstream.train.learn.start.DescriptorTable;
import io.ciderstream.train.load.BatchPlan;
import io.ciderstream.train.weights.Weights;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * InfoNCE of two strong views, SupCon over labels, the distance of each view to the descriptor of
 * the unchanged picture at the start, and ArcFace on clean images: each with its weight.
 */
public final class ViewsObjective implements Objective {
  private static final int VIEWS = 2;

  private final Stage.Views stage;
  private final UsableImages images;
  private final ViewBatches batches;
  private final DescriptorTable start;
  private final ClassCentres centres;
  private final ProcessGroup group;

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
    this.group = learner.group();
    this.centres =
        new ClassCentres(
            learner, images, stage.centres(), before, seed, () -> start.means(images, seed));
  }

  @Override
  public long batchesPerEpoch() {
    return stage.steps();
  }

  @Override
  public void start(Optional<Weights> checkpoint) {
    if (withClean()) {
      centres.start(checkpoint);
    }
  }

  @Override
  public CompletableFuture<Batch> load(long number) {
    CompletableFuture<Pass> views = load(batches.views(number), VIEWS);
    if (!withClean()) {
      return views.thenApply(pass -> new Batch(List.of(pass), this::loss));
    }
    return views.thenCombine(
        load(batches.clean(number), 1),
        (pass, clean) -> new Batch(List.of(pass, clean), this::loss));
  }

  private CompletableFuture<Pass> load(BatchPlan plan, int views) {
    return images
        .loader()
        .load(plan.share(group.share(), views))
        .thenApply(batch -> new Pass(batch, views, plan.images().size()));
  }

  private Loss loss(List<Descriptors> passes) {
    Loss views = loss(passes.getFirst());
    if (passes.size() == 1) {
      return views;
    }
    Descriptors clean = passes.getLast();
    Loss classes = centres.loss(stage.arcface(), clean.values(), images.labels(clean.pictures()));
    double weight = stage.loss().arcfaceWeight();
    return new Loss(
        views.part().add(classes.part(), new Scalar(weight)),
        views.parts().plus(classes.parts(), weight),
        views.accuracy());
  }

  /** Each process computes this loss of all views, so its part is a fraction of it. */
  private Loss loss(Descriptors views) {
    Stage.LossTerms terms = stage.loss();
    Tensor descriptors = views.values();
    int[] labels = images.labels(Arrays.copyOf(views.pictures(), views.pictures().length / VIEWS));
    ViewLosses losses = new ViewLosses(labels, terms.temperature());
    Tensor none = torch.zeros(new long[] {}).to(descriptors);
    Tensor infoNce = losses.infoNce(descriptors);
    Tensor supCon =
        terms.supconWeight() > 0
            ? losses.supCon(descriptors).mul(new Scalar(terms.supconWeight()))
            : none;
    Tensor distillation =
        terms.distillationWeight() > 0
            ? ViewLosses.distillation(descriptors, start.rows(views.pictures(), descriptors))
                .mul(new Scalar(terms.distillationWeight()))
            : none;
    float[] values =
        Tensors.floats(torch.stack(new TensorVector(infoNce, supCon, distillation), 0));
    return new Loss(
        infoNce.add(supCon).add(distillation).div(new Scalar((double) group.size())),
        new LossParts(values[0], values[1], values[2], 0),
        losses.accuracy(descriptors));
  }

  private boolean withClean() {
    return batches.hasClean() && stage.loss().arcfaceWeight() > 0;
  }

  @Override
  public SequencedMap<String, Tensor> parameters() {
    return withClean() ? centres.parameters() : new LinkedHashMap<>();
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
