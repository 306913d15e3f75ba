package io.ciderstream.train.learn.whiten;

import io.ciderstream.train.learn.config.Stage;
import io.ciderstream.train.learn.fit.RowMoments;
import io.ciderstream.train.learn.fit.Spectrum;
import io.ciderstream.train.learn.loss.Tensors;
import io.ciderstream.train.learn.model.ImagePasses;
import io.ciderstream.train.learn.model.Learner;
import io.ciderstream.train.learn.model.UsableImages;
import io.ciderstream.train.network.CiderNetwork;
import io.ciderstream.train.torch.TorchMode;
import io.ciderstream.train.weights.Weight;
import org.bytedeco.javacpp.PointerScope;
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
    Tensor values = learner.parameters().byName().get(name).detach().cpu();
    Tensor product = torch.matmul(matrix, values.to(torch.ScalarType.Double));
    learner
        .parameters()
        .set(name, new Weight(learner.parameters().shape(name), Tensors.floats(product)));
  }

  /**
   * Returns {@code U diag(e^-power) U'}.
   *
   * @param moment symmetric, double [D,D]
   * @param power 0 for the identity, 0.5 for whitening
   */
  static Tensor matrix(Tensor moment, double power) {
    Spectrum spectrum = Spectrum.of(moment);
    Tensor scaled = spectrum.vectors().mul(spectrum.powers(-power).unsqueeze(0));
    return torch.mm(scaled, spectrum.vectors().t());
  }
}
