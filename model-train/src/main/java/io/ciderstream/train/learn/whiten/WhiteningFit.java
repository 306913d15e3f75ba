package io.ciderstream.train.learn.whiten;

import io.ciderstream.train.learn.config.Stage;
import io.ciderstream.train.learn.fit.RowMoments;
import io.ciderstream.train.learn.loss.Tensors;
import io.ciderstream.train.learn.model.ImagePasses;
import io.ciderstream.train.learn.model.Learner;
import io.ciderstream.train.learn.model.UsableImages;
import io.ciderstream.train.network.CiderNetwork;
import io.ciderstream.train.torch.TorchMode;
import io.ciderstream.train.weights.Weight;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Weakens the directions in which most descriptors agree, so that they count for less in a cosine
 * (Jégou and Chum, ECCV 2012, with a power in place of full whitening). The descriptors' second
 * moment {@code U diag(e) U'} gives {@code U diag(e^-power) U'}, which the fully connected layer
 * takes up: the network computes as much as before.
 */
public final class WhiteningFit {
  private static final String WEIGHT = CiderNetwork.PROJECTION + ".weight";
  private static final String BIAS = CiderNetwork.PROJECTION + ".bias";
  private static final double LEAST_SHARE = 1e-6;

  private final Stage.Whitening stage;
  private final Learner learner;
  private final UsableImages pictures;

  /**
   * Creates a fit.
   *
   * @param learner with a fully connected layer without batch normalisation
   */
  public WhiteningFit(Stage.Whitening stage, Learner learner, UsableImages pictures) {
    this.stage = stage;
    this.learner = learner;
    this.pictures = pictures;
  }

  /** Fits the matrix and multiplies the layer by it. */
  public void run() {
    try (PointerScope scope = new PointerScope()) {
      RowMoments moments = new RowMoments(learner.network().dimension());
      ImagePasses.through(
          pictures,
          pictures.spread(stage.pictures()),
          batch ->
              moments.add(learner.descriptors(learner.images(batch), new TorchMode.Inference())));
      Tensor matrix = matrix(moments.meanProduct(), stage.power());
      multiply(WEIGHT, matrix);
      multiply(BIAS, matrix);
    }
  }

  private void multiply(String name, Tensor matrix) {
    Weight weight = learner.parameters().weights().get(name);
    long rows = weight.shape().size(0);
    Tensor values =
        Tensor.create(weight.values(), rows, weight.shape().count() / rows)
            .to(torch.ScalarType.Double);
    learner
        .parameters()
        .set(name, new Weight(weight.shape(), Tensors.floats(torch.mm(matrix, values))));
  }

  /**
   * Returns {@code U diag(e^-power) U'}, where eigenvalues below a millionth of the largest count
   * as that.
   *
   * @param moment symmetric, double [D,D]
   * @param power 0 for the identity, 0.5 for whitening
   */
  static Tensor matrix(Tensor moment, double power) {
    T_TensorTensor_T parts = torch.linalg_eigh(moment);
    Tensor values = parts.get0();
    Tensor vectors = parts.get1();
    Tensor scale =
        torch.maximum(values, values.max().mul(new Scalar(LEAST_SHARE))).pow(new Scalar(-power));
    return torch.mm(vectors.mul(scale.unsqueeze(0)), vectors.t());
  }
}
