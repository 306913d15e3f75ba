package io.ciderstream.train.learn.local;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.train.learn.config.Stage;
import io.ciderstream.train.learn.fit.CellMoments;
import io.ciderstream.train.learn.fit.RidgeFit;
import io.ciderstream.train.learn.fit.RowMoments;
import io.ciderstream.train.learn.loss.Tensors;
import io.ciderstream.train.learn.model.Learner;
import io.ciderstream.train.learn.model.UsableImages;
import io.ciderstream.train.network.LocalOutput;
import io.ciderstream.train.weights.Weight;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Fits the convolution that makes the local features, from pairs of points of a picture and of a
 * view of it. The features are projected by {@link LearnedWhitening}. The strength of a position is
 * its margin, by ridge regression: how much nearer the view's feature of the same point is than
 * those of the view's other points.
 */
public final class LocalFit {
  private static final String WEIGHT = LocalOutput.CONVOLUTION + ".weight";
  private static final String BIAS = LocalOutput.CONVOLUTION + ".bias";

  private final Stage.Local stage;
  private final Learner learner;
  private final UsableImages pictures;
  private final long seed;

  /**
   * Creates a fit.
   *
   * @param learner with local features
   * @param seed of the stage
   */
  public LocalFit(Stage.Local stage, Learner learner, UsableImages pictures, long seed) {
    this.stage = stage;
    this.learner = learner;
    this.pictures = pictures;
    this.seed = seed;
  }

  /**
   * Fits and sets the convolution.
   *
   * @throws CiderException SETTING_INVALID if no view shows a point of its picture
   */
  public void run() {
    try (PointerScope scope = new PointerScope()) {
      List<ViewPairs.Pairs> pairs = new ViewPairs(stage, learner, pictures, seed).sample();
      if (pairs.isEmpty()) {
        throw new CiderException(
            ErrorCode.SETTING_INVALID,
            "No view shows a point of its picture; make the views of stage %s weaker, or the pictures larger."
                .formatted(stage.options().name()));
      }
      Tensors.withoutGradients(
          () -> {
            set(pairs);
            return null;
          });
    }
  }

  private void set(List<ViewPairs.Pairs> pairs) {
    long channels = learner.parameters().shape(WEIGHT).size(1);
    LearnedWhitening whitening = whitening(pairs, channels);
    CellMoments margins = new CellMoments(channels);
    for (ViewPairs.Pairs some : pairs) {
      try (PointerScope scope = new PointerScope()) {
        Tensor points = matrix(some.picture());
        Tensor own = whitening.project(points);
        margins.add(points, margins(own, whitening.project(matrix(some.view()))));
      }
    }
    RidgeFit strength = RidgeFit.of(List.of(new RidgeFit.Hints(margins, 1)), stage.strengthRidge());
    Tensor rows = joined(strength.weight().unsqueeze(0), whitening.rows());
    Tensor bias =
        joined(torch.full(new long[] {1}, new Scalar(strength.bias())), whitening.shift());
    set(WEIGHT, rows);
    set(BIAS, bias);
  }

  private LearnedWhitening whitening(List<ViewPairs.Pairs> pairs, long channels) {
    RowMoments all = new RowMoments(channels);
    RowMoments differences = new RowMoments(channels);
    for (ViewPairs.Pairs some : pairs) {
      try (PointerScope scope = new PointerScope()) {
        Tensor points = matrix(some.picture());
        Tensor seen = matrix(some.view());
        all.add(points);
        all.add(seen);
        differences.add(points.sub(seen));
      }
    }
    long dimension = learner.parameters().shape(WEIGHT).size(0) - 1;
    return LearnedWhitening.of(
        all.covariance(), differences.covariance(), all.mean(), dimension, stage.ridge());
  }

  /**
   * Returns for each point its cosine to its own view less the greatest cosine to another point's.
   */
  static float[] margins(Tensor points, Tensor views) {
    Tensor cosines = Tensors.normalised(points).mm(Tensors.normalised(views).t());
    Tensor own = cosines.diagonal().clone();
    cosines.fill_diagonal_(new Scalar(-1.0));
    return Tensors.floats(own.sub(torch.amax(cosines, new long[] {1}, false)));
  }

  private static Tensor joined(Tensor first, Tensor second) {
    return torch.cat(new TensorVector(first.to(second), second), 0);
  }

  private static Tensor matrix(float[][] rows) {
    int columns = rows[0].length;
    float[] values = new float[rows.length * columns];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, values, i * columns, columns);
    }
    return Tensor.create(values, rows.length, columns);
  }

  private void set(String name, Tensor values) {
    learner
        .parameters()
        .set(name, new Weight(learner.parameters().shape(name), Tensors.floats(values)));
  }
}
