package io.ciderstream.train.torch;

import io.ciderstream.train.ops.AttentionMask;
import io.ciderstream.train.ops.Convolution;
import io.ciderstream.train.ops.DotProductAttention;
import io.ciderstream.train.ops.Exponent;
import io.ciderstream.train.ops.Ops;
import io.ciderstream.train.ops.Padding;
import io.ciderstream.train.ops.PixelScale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Computes with libtorch, in float32 unless autocast says otherwise, where the parameters live. Use
 * it inside a {@code PointerScope}.
 */
public final class TorchOps implements Ops<Tensor> {
  static {
    TorchLibraries.load();
  }

  private static final double MIN_LENGTH = 1e-12;
  private final Map<String, Tensor> parameters;
  private final TorchMode mode;
  private final FoldedNorms foldedNorms;

  /**
   * Creates operations to serve.
   *
   * @param parameters by name; not copied, so that training sees its steps
   */
  public TorchOps(Map<String, Tensor> parameters) {
    this(parameters, new TorchMode.Inference());
  }

  /**
   * Creates the torch ops.
   *
   * @param parameters by name; not copied, so that training sees its steps
   * @param mode to serve or to learn
   */
  public TorchOps(Map<String, Tensor> parameters, TorchMode mode) {
    this(parameters, mode, new FoldedNorms(parameters));
  }

  /** Creates operations that know which normalisations only add their bias. */
  TorchOps(Map<String, Tensor> parameters, TorchMode mode, FoldedNorms foldedNorms) {
    this.parameters = parameters;
    this.mode = mode;
    this.foldedNorms = foldedNorms;
  }

  @Override
  public Tensor normalise(Tensor images, PixelScale pixels) {
    // stays channels-last, which convolutions then keep: in the other order oneDNN copies each map
    Tensor x =
        images
            .permute(0, 3, 1, 2)
            .to(torch.ScalarType.Float)
            .contiguous(torch.MemoryFormat.ChannelsLast);
    return x.sub(byChannel(pixels.mean()).to(x)).div(byChannel(pixels.deviation()).to(x));
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
    Tensor weight = parameter(c.name() + ".weight");
    TensorOptional bias =
        c.bias() ? new TensorOptional(parameter(c.name() + ".bias")) : new TensorOptional();
    long[] strides = {c.stride(), c.stride()};
    long[] steps = {c.dilation(), c.dilation()};
    Tensor result = torch.conv2d(padded, weight, bias, strides, both, steps, c.groups());
    if (padded != x) {
      padded.close(); // the handle would keep it until the scope ends
    }
    return result;
  }

  @Override
  public Tensor batchNorm(Tensor x, String name, int channels, double epsilon) {
    Optional<TorchMode.Training> ofBatch =
        mode instanceof TorchMode.Training training && training.batchStatistics().test(name)
            ? Optional.of(training)
            : Optional.empty();
    if (ofBatch.isPresent()) {
      foldedNorms.forget(name);
    } else if (foldedNorms.only(name, epsilon)) {
      x.add_(parameter(name + ".bias").view(stretched(x, channels)));
      return x;
    }
    Tensor normalised =
        ofBatch
            .flatMap(TorchMode.Training::shared)
            .map(shared -> shared.normalise(x, norm(name), epsilon))
            .orElseGet(() -> batchNorm(x, name, epsilon, ofBatch.isPresent()));
    // a network never reads these values again, but the handle would keep them until the scope ends
    x.close();
    return normalised;
  }

  private SharedStatistics.Norm norm(String name) {
    return new SharedStatistics.Norm(
        parameter(name + ".weight"),
        parameter(name + ".bias"),
        parameter(name + ".running_mean"),
        parameter(name + ".running_var"));
  }

  private Tensor batchNorm(Tensor x, String name, double epsilon, boolean ofBatch) {
    return torch.batch_norm(
        x,
        new TensorOptional(parameter(name + ".weight")),
        new TensorOptional(parameter(name + ".bias")),
        new TensorOptional(parameter(name + ".running_mean")),
        new TensorOptional(parameter(name + ".running_var")),
        ofBatch,
        TorchMode.Training.MOMENTUM,
        epsilon,
        false);
  }

  @Override
  public Tensor maxPool(Tensor x) {
    long[] strides = {2, 2};
    return torch.max_pool2d(
        x, new long[] {3, 3}, strides, new long[] {1, 1}, new long[] {1, 1}, false);
  }

  @Override
  public Tensor atLeast(Tensor x, double min) {
    return x.clamp_min(new Scalar(min));
  }

  @Override
  public Tensor relu(Tensor x) {
    return x.relu();
  }

  @Override
  public Tensor relu6(Tensor x) {
    torch.relu6_(x); // in place, so that one copy is kept for the gradient and not two
    return x;
  }

  @Override
  public Tensor sigmoid(Tensor x) {
    return x.sigmoid();
  }

  @Override
  public Tensor softplus(Tensor x) {
    return torch.softplus(x);
  }

  @Override
  public Tensor add(Tensor a, Tensor b) {
    return a.add(b);
  }

  @Override
  public Tensor multiply(Tensor a, Tensor b) {
    return a.mul(b);
  }

  @Override
  public Tensor scale(Tensor x, double factor) {
    return x.mul(new Scalar(factor));
  }

  @Override
  public Tensor pow(Tensor x, Exponent exponent) {
    return switch (exponent) {
      case Exponent.Fixed fixed -> x.pow(new Scalar(fixed.value()));
      case Exponent.Learnt learnt -> {
        Tensor value = parameter(learnt.name());
        yield x.pow(learnt.inverted() ? value.reciprocal() : value);
      }
    };
  }

  @Override
  public Tensor spatialMean(Tensor x) {
    return x.mean(2, 3);
  }

  @Override
  public Tensor asMap(Tensor vector) {
    return vector.unsqueeze(2).unsqueeze(3);
  }

  @Override
  public Tensor asPlane(Tensor map) {
    return map.squeeze(1L);
  }

  @Override
  public Tensor linear(Tensor x, String name, int in, int out) {
    return torch.linear(
        x, parameter(name + ".weight"), new TensorOptional(parameter(name + ".bias")));
  }

  @Override
  public Tensor l2Normalise(Tensor x) {
    Tensor length = x.norm(new ScalarOptional(new Scalar(2.0)), new long[] {1}, true);
    return x.div(length.clamp_min(new Scalar(MIN_LENGTH)));
  }

  @Override
  public Tensor dot(Tensor a, Tensor b) {
    return a.mul(b).sum(1).unsqueeze(1);
  }

  @Override
  public Tensor concat(List<Tensor> values) {
    return torch.cat(new TensorVector(values.toArray(Tensor[]::new)), 1);
  }

  @Override
  public Tensor flatten(Tensor map) {
    return map.flatten(1, -1);
  }

  @Override
  public Tensor gelu(Tensor x) {
    return torch.gelu(x);
  }

  @Override
  public Tensor layerNorm(Tensor x, String name, int channels, double epsilon) {
    TensorOptional weight = new TensorOptional(parameter(name + ".weight"));
    TensorOptional bias = new TensorOptional(parameter(name + ".bias"));
    Tensor last = x.permute(0, 2, 3, 1).contiguous();
    return torch
        .layer_norm(last, new long[] {channels}, weight, bias, epsilon, true)
        .permute(0, 3, 1, 2);
  }

  @Override
  public Tensor convolveChannels(Tensor vector, String name, int kernel) {
    long[] one = {1};
    long[] side = {kernel / 2};
    Tensor weight = parameter(name + ".weight");
    return torch
        .conv1d(vector.unsqueeze(1), weight, new TensorOptional(), one, side, one, 1)
        .flatten(1, -1);
  }

  @Override
  public Tensor softmaxOverChannels(Tensor map) {
    return torch.softmax(map, 1);
  }

  @Override
  public Tensor attend(Tensor queries, Tensor keys, Tensor values, DotProductAttention attention) {
    return TorchAttention.attend(queries, keys, values, attention);
  }

  @Override
  public Tensor attendChannels(Tensor queries, Tensor keys, Tensor map) {
    return TorchAttention.attendChannels(queries, keys, map);
  }

  @Override
  public Tensor weightedSums(Tensor weights, Tensor map) {
    return TorchAttention.weightedSums(weights, map);
  }

  @Override
  public List<Tensor> softmaxAcross(List<Tensor> values) {
    TensorVector rows = new TensorVector(values.toArray(Tensor[]::new));
    Tensor weights = torch.softmax(torch.stack(rows, 0), 0);
    List<Tensor> parts = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      parts.add(weights.select(0, i));
    }
    return parts;
  }

  @Override
  public Tensor convexSum(List<Tensor> values, String name) {
    Tensor weights = torch.softmax(parameter(name), 0);
    Tensor total = values.getFirst().mul(weights.select(0, 0));
    for (int i = 1; i < values.size(); i++) {
      total = total.add(values.get(i).mul(weights.select(0, i)));
    }
    return total;
  }

  @Override
  public Tensor minMax(Tensor x, double leastRange) {
    return TorchMasks.minMax(x, leastRange);
  }

  @Override
  public Tensor mask(Tensor attention, AttentionMask mask) {
    return TorchMasks.mask(attention, mask, mode);
  }

  /** Returns [1,channels,1,1] for a map, [1,channels] for a vector. */
  private static long[] stretched(Tensor like, int channels) {
    long[] shape = new long[(int) like.dim()];
    Arrays.fill(shape, 1);
    shape[1] = channels;
    return shape;
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
