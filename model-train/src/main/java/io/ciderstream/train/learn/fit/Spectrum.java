package io.ciderstream.train.learn.fit;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix whose eigenvalues are not negative.
 *
 * @param values ascending, double [C]
 * @param vectors a column each, double [C,C]
 */
public record Spectrum(Tensor values, Tensor vectors) {
  private static final double LEAST_SHARE = 1e-6;

  /** Returns the spectrum of a matrix, double [C,C]. */
  public static Spectrum of(Tensor symmetric) {
    T_TensorTensor_T parts = torch.linalg_eigh(symmetric);
    return new Spectrum(parts.get0(), parts.get1());
  }

  /**
   * Returns a power of each eigenvalue, double [C]; those below a millionth of the largest count as
   * that, so that a negative power does not amplify what the matrix does not show.
   */
  public Tensor powers(double exponent) {
    Tensor floor = values.max().mul(new Scalar(LEAST_SHARE));
    return torch.maximum(values, floor).pow(new Scalar(exponent));
  }
}
