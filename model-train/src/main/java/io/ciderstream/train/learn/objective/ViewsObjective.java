package io.ciderstream.train.learn.objective;

import io.ciderstream.train.data.load.ImageBatch;
import io.ciderstream.train.learn.config.Stage;
import io.ciderstream.train.learn.loss.InfoNce;
import io.ciderstream.train.learn.loss.Keep;
import io.ciderstream.train.learn.loss.SupCon;
import io.ciderstream.train.learn.loss.Tensors;
import io.ciderstream.train.learn.model.Learner;
import io.ciderstream.train.learn.model.Pictures;
import io.ciderstream.train.learn.plan.ViewBatches;
import io.ciderstream.train.learn.start.StartTable;
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
 * InfoNCE of two strong views, SupCon over labels, the distance of each view to what the start said
 * of the clean picture, and ArcFace on clean pictures: each with its weight.
 */
public final class ViewsObjective implements Objective {
  private final Stage.Views stage;
  private final Pictures pictures;
  private final ViewBatches batches;
  private final StartTable start;
  private final ClassCentres centres;
  private final InfoNce infoNce;
  private final SupCon supCon;

  /**
   * @param learner as it is when the stage begins
   * @param start what the network says of the pictures when the stage begins
   * @param before what the objective of the stage before had learned
   * @param seed of the stage
   */
  public ViewsObjective(
      Stage.Views stage,
      Learner learner,
      Pictures pictures,
      StartTable start,
      Weights before,
      long seed) {
    this.stage = stage;
    this.pictures = pictures;
    this.batches =
        new ViewBatches(pictures.set(), pictures.labelled(), stage.mix(), stage.views(), seed);
    this.start = start;
    this.infoNce = new InfoNce(stage.loss().temperature());
    this.supCon = new SupCon(stage.loss().temperature());
    this.centres =
        new ClassCentres(
            learner, pictures, stage.centres(), before, seed, () -> start.means(pictures, seed));
  }

  @Override
  public long stepsPerEpoch() {
    return stage.steps();
  }

  @Override
  public CompletableFuture<Task> load(long step) {
    CompletableFuture<ImageBatch> views = pictures.loader().load(batches.views(step));
    if (!withClean()) {
      return views.thenApply(batch -> new Step(batch, Optional.empty()));
    }
    return views.thenCombine(
        pictures.loader().load(batches.clean(step)),
        (batch, clean) -> new Step(batch, Optional.of(clean)));
  }

  private boolean withClean() {
    return batches.hasClean() && stage.loss().arcfaceWeight() > 0;
  }

  @Override
  public SequencedMap<String, Tensor> parameters() {
    SequencedMap<String, Tensor> own = new LinkedHashMap<>();
    if (withClean()) {
      own.put(ClassCentres.NAME, centres.tensor());
    }
    return own;
  }

  @Override
  public void close() {
    centres.close();
  }

  private final class Step implements Task {
    private final ImageBatch views;
    private final Optional<ImageBatch> clean;

    Step(ImageBatch views, Optional<ImageBatch> clean) {
      this.views = views;
      this.clean = clean;
    }

    @Override
    public Loss loss(Learner learner, TorchMode mode) {
      Tensor seen = learner.descriptors(learner.images(views), mode);
      int[] labels = pictures.labels(Arrays.copyOf(views.pictures(), views.count() / 2));
      Tensor total = infoNce.loss(seen, labels);
      Stage.LossTerms terms = stage.loss();
      if (terms.supconWeight() > 0) {
        total = total.add(supCon.loss(seen, labels), new Scalar(terms.supconWeight()));
      }
      if (terms.distillationWeight() > 0) {
        Tensor before = start.rows(views.pictures(), seen);
        total = total.add(Keep.loss(seen, before), new Scalar(terms.distillationWeight()));
      }
      if (clean.isPresent()) {
        Tensor arcFace = arcFace(learner, clean.get(), mode);
        total = total.add(arcFace, new Scalar(terms.arcfaceWeight()));
      }
      return new Loss(total, infoNce.accuracy(seen, labels));
    }

    private Tensor arcFace(Learner learner, ImageBatch batch, TorchMode mode) {
      Tensor descriptors = learner.descriptors(learner.images(batch), mode);
      Tensor labels = Tensors.longs(pictures.labels(batch.pictures()), descriptors);
      return stage.arcface().loss(stage.arcface().cosines(descriptors, centres.tensor()), labels);
    }

    @Override
    public int pictures() {
      return views.count() + clean.map(ImageBatch::count).orElse(0);
    }
  }
}
