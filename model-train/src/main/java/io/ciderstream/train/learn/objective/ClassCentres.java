package io.ciderstream.train.learn.objective;

import io.ciderstream.train.learn.config.Stage;
import io.ciderstream.train.learn.model.Learner;
import io.ciderstream.train.learn.model.Pictures;
import io.ciderstream.train.learn.start.StartTable;
import io.ciderstream.train.weights.Weights;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The centres of ArcFace's classes, float [labels,D], which learn. */
final class ClassCentres implements AutoCloseable {
  static final String NAME = Objective.CENTRES;

  private final Tensor centres;

  /**
   * @param before what the stage before had learned, empty if this stage is the first or goes on
   *     from a checkpoint, which will set the centres
   */
  ClassCentres(Learner learner, Pictures pictures, Stage.Centres start, Weights before, long seed) {
    this(learner, pictures, start, before, seed, () -> StartTable.means(learner, pictures, seed));
  }

  /**
   * As above.
   *
   * @param means makes the means, if they are asked for
   */
  ClassCentres(
      Learner learner,
      Pictures pictures,
      Stage.Centres start,
      Weights before,
      long seed,
      Supplier<float[]> means) {
    int labels = pictures.set().labels().size();
    int dimension = learner.network().dimension();
    float[] values =
        switch (start) {
          case MEANS -> means.get();
          case RANDOM -> StartTable.random(labels, dimension, seed);
          case KEPT ->
              before.byName().containsKey(NAME)
                  ? before.get(NAME).values()
                  : StartTable.random(labels, dimension, seed);
        };
    try (PointerScope scope = new PointerScope()) {
      centres =
          Tensor.create(values, labels, dimension).to(learner.device(), torch.ScalarType.Float);
      centres.set_requires_grad(true);
      centres.retainReference();
    }
  }

  Tensor tensor() {
    return centres;
  }

  @Override
  public void close() {
    centres.releaseReference();
  }
}
