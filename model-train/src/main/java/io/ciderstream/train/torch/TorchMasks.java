package io.ciderstream.train.torch;

import io.ciderstream.train.ops.AttentionMask;
import io.ciderstream.train.ops.Ops;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Attention and its masks, with the gradients that let attention learn. */
final class TorchMasks {
  private static final long[] PLACES = {2, 3};

  private TorchMasks() {}

  static Tensor minMax(Tensor x, double leastRange) {
    Scalar floor = new Scalar(Math.max(leastRange, Ops.LEAST_RANGE));
    Tensor min = torch.amin(x, PLACES, true);
    Tensor range = torch.amax(x, PLACES, true).sub(min);
    Tensor stretched = x.sub(min).div(range.clamp_min(floor));
    return straightThrough(stretched, stretched.masked_fill(range.lt(floor), new Scalar(0.0)));
  }

  static Tensor mask(Tensor attention, AttentionMask mask, TorchMode mode) {
    Tensor flat = torch.amax(attention, PLACES, true).le(new Scalar(0.0));
    Tensor low = attention.lt(new Scalar(mask.threshold()));
    Tensor hard =
        torch
            .ones_like(attention)
            .masked_fill(low, new Scalar(mask.beta()))
            .masked_fill(flat, new Scalar(1.0));
    return switch (mode) {
      case TorchMode.Inference() -> hard;
      case TorchMode.Training training -> {
        Tensor soft = soft(attention, mask, mask.sharpness() * training.sharpening());
        yield straightThrough(
            soft,
            mask.kind() == AttentionMask.Kind.SOFT
                ? soft.masked_fill(flat, new Scalar(1.0))
                : hard);
      }
    };
  }

  private static Tensor soft(Tensor attention, AttentionMask mask, double sharpness) {
    Tensor above = attention.sub(new Scalar(mask.threshold())).mul(new Scalar(sharpness));
    return above.sigmoid().mul(new Scalar(1 - mask.beta())).add(new Scalar(mask.beta()));
  }

  /** Returns the second's value with the first's gradient. */
  private static Tensor straightThrough(Tensor gradient, Tensor value) {
    return gradient.requires_grad() ? value.detach().add(gradient.sub(gradient.detach())) : value;
  }
}
