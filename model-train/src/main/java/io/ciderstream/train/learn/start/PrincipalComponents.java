package io.ciderstream.train.learn.start;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.train.learn.fit.RowMoments;
import io.ciderstream.train.learn.fit.Spectrum;
import io.ciderstream.train.learn.loss.Tensors;
import io.ciderstream.train.learn.model.ImagePasses;
import io.ciderstream.train.learn.model.Learner;
import io.ciderstream.train.learn.model.UsableImages;
import io.ciderstream.train.network.CiderNetwork;
import io.ciderstream.train.shape.Shape;
import io.ciderstream.train.weights.Weight;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Begins the fully connected layer at the principal components of what it reads: row i is component
 * i times {@code eigenvalue_i^-0.25}, the bias subtracts the mean, if configured. The exponent is
 * between none and whitening (-0.5), which overweights small components.
 */
public final class PrincipalComponents {
  private static final String WEIGHT = CiderNetwork.PROJECTION + ".weight";
  private static final String BIAS = CiderNetwork.PROJECTION + ".bias";
  private static final double EXPONENT = -0.25;

  private PrincipalComponents() {}

  /**
   * Sets the layer.
   *
   * @param most how many pictures to learn from; evenly spread over the set if it has more
   * @param centred whether the mean is subtracted; else the bias is zero
   */
  public static void set(Learner learner, UsableImages pictures, int most, boolean centred) {
    try (PointerScope scope = new PointerScope()) {
      Shape shape = learner.parameters().shape(WEIGHT);
      RowMoments moments = new RowMoments(shape.size(1));
      ImagePasses.through(
          pictures,
          pictures.spread(most),
          batch -> moments.add(learner.pooled(learner.images(batch))));
      Tensor mean = centred ? moments.mean() : torch.zeros_like(moments.mean());
      Tensor rows = components(moments.meanProduct().sub(torch.outer(mean, mean)), shape.size(0));
      Tensor shift = torch.mv(rows, mean).neg();
      float[] weights = Tensors.floats(rows);
      refuseWithoutSpread(weights);
      learner.parameters().set(WEIGHT, new Weight(shape, weights));
      learner
          .parameters()
          .set(BIAS, new Weight(learner.parameters().shape(BIAS), Tensors.floats(shift)));
    }
  }

  private static void refuseWithoutSpread(float[] weights) {
    for (float weight : weights) {
      if (!Float.isFinite(weight)) {
        throw new CiderException(
            ErrorCode.SETTING_INVALID,
            "The pictures have no principal components, as the network returns the same vector for all; add other pictures, or set projection.start=random.");
      }
    }
  }

  /**
   * Returns the first components, scaled.
   *
   * @param covariance double [C,C]
   * @param count requested rows; those beyond C are zeros
   */
  static Tensor components(Tensor covariance, long count) {
    Spectrum spectrum = Spectrum.of(covariance);
    Tensor vectors = spectrum.vectors().t().flip(0);
    Tensor scale = spectrum.powers(EXPONENT).flip(0);
    Tensor rows = signed(vectors).mul(scale.unsqueeze(1));
    long kept = Math.min(count, rows.size(0));
    rows = rows.slice(0, new LongOptional(0), new LongOptional(kept), 1);
    return kept == count
        ? rows
        : torch.constant_pad_nd(rows, new long[] {0, 0, 0, count - kept}, new Scalar(0.0));
  }

  /** Makes the largest element of each component positive, as its sign is arbitrary. */
  private static Tensor signed(Tensor vectors) {
    Tensor at = vectors.abs().argmax(new LongOptional(1), true);
    return vectors.mul(vectors.gather(1, at).sign());
  }
}
