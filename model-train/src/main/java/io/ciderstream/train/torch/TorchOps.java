package io.ciderstream.train.torch;

import io.ciderstream.train.ops.Convolution;
import io.ciderstream.train.ops.Ops;
import io.ciderstream.train.ops.Padding;
import io.ciderstream.train.ops.PixelScale;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Computes with libtorch, in float32. Use it inside a {@code PointerScope}. */
public final class TorchOps implements Ops<Tensor> {
  private static final double SHORTEST = 1e-12;
  private final Map<String, Tensor> parameters;

  /**
   * @param parameters by name; not copied, so that training sees its steps
   */
  public TorchOps(Map<String, Tensor> parameters) {
    this.parameters = parameters;
  }

  @Override
  public Tensor normalise(Tensor images, PixelScale pixels) {
    Tensor x = images.permute(0, 3, 1, 2).to(torch.ScalarType.Float).contiguous();
    return x.sub(byChannel(pixels.mean())).div(byChannel(pixels.deviation()));
  }

  @Override
  public Tensor conv2d(Tensor x, Convolution c) {
    Padding padding = c.padding();
    int height = (int) x.size(2);
    int width = (int) x.size(3);
    long left = padding.before(width, c);
    long right = padding.after(width, c);
    long top = padding.before(height, c);
    long bottom = padding.after(height, c);
    Tensor padded = x;
    long[] both = {top, left};
    if (left != right || top != bottom) {
      padded = torch.constant_pad_nd(x, new long[] {left, right, top, bottom}, new Scalar(0.0));
      both = new long[] {0, 0};
    }
    long[] strides = {c.stride(), c.stride()};
    return torch.conv2d(
        padded,
        parameter(c.name() + ".weight"),
        new TensorOptional(),
        strides,
        both,
        new long[] {1, 1},
        c.groups());
  }

  @Override
  public Tensor batchNorm(Tensor x, String name, int channels, double epsilon) {
    return torch.batch_norm(
        x,
        new TensorOptional(parameter(name + ".weight")),
        new TensorOptional(parameter(name + ".bias")),
        new TensorOptional(parameter(name + ".running_mean")),
        new TensorOptional(parameter(name + ".running_var")),
        false,
        0.0,
        epsilon,
        false);
  }

  @Override
  public Tensor atLeast(Tensor x, double min) {
    return x.clamp_min(new Scalar(min));
  }

  @Override
  public Tensor relu6(Tensor x) {
    return x.clamp(new ScalarOptional(new Scalar(0.0)), new ScalarOptional(new Scalar(6.0)));
  }

  @Override
  public Tensor add(Tensor a, Tensor b) {
    return a.add(b);
  }

  @Override
  public Tensor pow(Tensor x, double exponent) {
    return x.pow(new Scalar(exponent));
  }

  @Override
  public Tensor spatialMean(Tensor x) {
    return x.mean(2, 3);
  }

  @Override
  public Tensor linear(Tensor x, String name, int in, int out) {
    return torch.linear(
        x, parameter(name + ".weight"), new TensorOptional(parameter(name + ".bias")));
  }

  @Override
  public Tensor l2Normalise(Tensor x) {
    Tensor length = x.norm(new ScalarOptional(new Scalar(2.0)), new long[] {1}, true);
    return x.div(length.clamp_min(new Scalar(SHORTEST)));
  }

  private Tensor parameter(String name) {
    Tensor tensor = parameters.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("no parameter " + name);
    }
    return tensor;
  }

  private static Tensor byChannel(List<Float> values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i);
    }
    return Tensor.create(floats, 1, floats.length, 1, 1);
  }
}
