package io.ciderstream.train.learn.objective;

import io.ciderstream.train.learn.config.Stage;
import io.ciderstream.train.learn.model.Learner;
import io.ciderstream.train.learn.model.UsableImages;
import io.ciderstream.train.learn.start.DescriptorTable;
import io.ciderstream.train.weights.Weights;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The trainable centres of ArcFace's classes, float [labels,D]. */
final class ClassCentres implements AutoCloseable {
  private final Tensor centres;

  /**
   * Creates the class centres.
   *
   * @param before what the stage before learned; without centres, kept centres begin random
   * @param means computes the means, if they are the start
   */
  ClassCentres(
      Learner learner,
      UsableImages images,
      Stage.Centres start,
      Weights before,
      long seed,
      Supplier<float[]> means) {
    int labels = images.set().labels().size();
    int dimension = learner.network().dimension();
    boolean kept = start == Stage.Centres.KEPT && before.byName().containsKey(Objective.CENTRES);
    float[] values =
        start == Stage.Centres.MEANS
            ? means.get()
            : kept
                ? before.get(Objective.CENTRES).values()
                : DescriptorTable.random(labels, dimension, seed);
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

  SequencedMap<String, Tensor> parameters() {
    SequencedMap<String, Tensor> own = new LinkedHashMap<>();
    own.put(Objective.CENTRES, centres);
    return own;
  }

  @Override
  public void close() {
    centres.releaseReference();
  }
}
