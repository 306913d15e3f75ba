package io.ciderstream.train.learn.local;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The projection in which features of one point differ least from each other and most from those of
 * other points: whitening by the covariance of matching pairs, the principal components of what
 * remains, each scaled to variance 1 (Mikolajczyk and Matas, ICCV 2007; for descriptors of pictures
 * Radenovic et al., arXiv 1711.02512, section 3.3).
 *
 * @param mean double [C]
 * @param rows double [dimension,C]
 */
record LearnedWhitening(Tensor mean, Tensor rows) {
  private static final double LEAST = 1e-12;

  /**
   * Finds the projection.
   *
   * @param total covariance of all features, double [C,C]
   * @param within covariance of the difference of two features of one point, double [C,C]
   * @param mean of all features, double [C]
   * @param dimension rows to keep, at most C
   * @param ridge is added to the diagonal of {@code within}, as a multiple of its mean
   */
  static LearnedWhitening of(
      Tensor total, Tensor within, Tensor mean, long dimension, double ridge) {
    long channels = within.size(0);
    double level = within.diagonal().mean().item_double();
    Tensor regular =
        within.add(torch.eye(channels).to(within).mul(new Scalar(Math.max(ridge * level, LEAST))));
    T_TensorTensor_T parts = torch.linalg_eigh(regular);
    Tensor whiten = parts.get1().div(parts.get0().clamp_min(new Scalar(LEAST)).sqrt());
    T_TensorTensor_T rest = torch.linalg_eigh(whiten.t().mm(total).mm(whiten));
    Tensor scale = rest.get0().flip(0).clamp_min(new Scalar(LEAST)).sqrt();
    Tensor rows = whiten.mm(rest.get1().flip(1)).div(scale).t();
    return new LearnedWhitening(mean, rows.narrow(0, 0, dimension));
  }

  /**
   * Projects features.
   *
   * @param features float [n,C]
   * @return float [n,dimension]
   */
  Tensor project(Tensor features) {
    return features.to(torch.ScalarType.Double).sub(mean).mm(rows.t()).to(torch.ScalarType.Float);
  }

  /** Returns what must be added to {@code rows x} for the projection of x. */
  Tensor shift() {
    return torch.mv(rows, mean).neg();
  }
}
