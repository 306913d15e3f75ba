package io.ciderstream.train.torch;

import java.util.Arrays;
import java.util.function.Consumer;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorBase;
import org.bytedeco.pytorch.TensorTensorHook;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Batch normalisation by mean and variance of a batch that several processes share, as PyTorch's
 * SyncBatchNorm: the sums of each are exchanged in the forward pass, and their gradients in the
 * backward pass. Create it outside of any {@code PointerScope}, and keep it until the gradients are
 * computed. One thread.
 */
public final class SharedStatistics {
  private final Consumer<Tensor> sum;
  private final GradientSum gradientSum = new GradientSum();

  /**
   * Creates shared statistics.
   *
   * @param sum replaces a tensor in each process by the sum of all
   */
  public SharedStatistics(Consumer<Tensor> sum) {
    this.sum = sum;
  }

  /**
   * Normalises a tensor and moves the stored statistics as {@code torch.batch_norm} does.
   *
   * @param x float [N,C,...], this process's part of the batch
   * @param norm parameters [C], of which the stored statistics are changed
   */
  Tensor normalise(Tensor x, Norm norm, double epsilon) {
    double rows = (double) x.numel() / x.size(1);
    T_TensorTensor_T found =
        torch.var_mean(x, otherAxes(x), new ScalarOptional(new Scalar(0.0)), false);
    // in double, as the variance is the difference of two sums
    Tensor mean = found.get1().to(torch.ScalarType.Double);
    Tensor square = found.get0().to(torch.ScalarType.Double).add(mean.square());
    Tensor one = torch.ones_like(mean.detach());
    Tensor all = summed(torch.stack(new TensorVector(mean, square, one), 0).mul(new Scalar(rows)));
    Tensor count = all.select(0, 2).detach();
    Tensor wholeMean = all.select(0, 0).div(count);
    Tensor variance =
        all.select(0, 1).div(count).sub(wholeMean.square()).clamp_min(new Scalar(0.0));
    move(norm, wholeMean, variance, count);
    Tensor scale =
        variance.add(new Scalar(epsilon)).rsqrt().to(torch.ScalarType.Float).mul(norm.weight());
    Tensor shift = norm.bias().sub(wholeMean.to(torch.ScalarType.Float).mul(scale));
    long[] shape = channelsOf(x);
    return torch.addcmul(shift.view(shape), x, scale.view(shape));
  }

  /**
   * Parameters of a normalisation, float [C] each.
   *
   * @param mean stored
   * @param variance stored
   */
  record Norm(Tensor weight, Tensor bias, Tensor mean, Tensor variance) {}

  /** Returns the sum of all processes; its gradient is the sum of those of all processes. */
  private Tensor summed(Tensor own) {
    Tensor all = own.detach().clone();
    sum.accept(all);
    Tensor result = own.add(all.sub(own.detach()));
    if (result.requires_grad()) {
      result.register_hook(gradientSum);
    }
    return result;
  }

  private static void move(Norm norm, Tensor mean, Tensor variance, Tensor count) {
    boolean before = GradMode.is_enabled();
    GradMode.set_enabled(false);
    try {
      Tensor unbiased = variance.mul(count).div(count.sub(new Scalar(1.0)));
      move(norm.mean(), mean);
      move(norm.variance(), unbiased);
    } finally {
      GradMode.set_enabled(before);
    }
  }

  private static void move(Tensor stored, Tensor now) {
    stored
        .mul_(new Scalar(1 - TorchMode.Training.MOMENTUM))
        .add_(now.detach().to(torch.ScalarType.Float), new Scalar(TorchMode.Training.MOMENTUM));
  }

  private static long[] otherAxes(Tensor x) {
    long[] axes = new long[(int) x.dim() - 1];
    for (int i = 1; i < axes.length; i++) {
      axes[i] = i + 1;
    }
    return axes;
  }

  private static long[] channelsOf(Tensor x) {
    long[] shape = new long[(int) x.dim()];
    Arrays.fill(shape, 1);
    shape[1] = x.size(1);
    return shape;
  }

  private final class GradientSum extends TensorTensorHook {
    @Override
    public TensorBase call(TensorBase gradient) {
      Tensor all = new Tensor(gradient).detach().clone();
      sum.accept(all);
      return all;
    }
  }
}
