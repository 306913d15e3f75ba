package io.ciderstream.train.learn.model;

import io.ciderstream.train.distributed.ProcessGroup;
import io.ciderstream.train.load.ImageBatch;
import io.ciderstream.train.network.CiderNetwork;
import io.ciderstream.train.ops.NeuralNetwork;
import io.ciderstream.train.ops.Ops;
import io.ciderstream.train.torch.ReleasingPass;
import io.ciderstream.train.torch.TorchMode;
import io.ciderstream.train.torch.TorchParameters;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A network with its parameters on a device, which is the same in each process of a group. Use it
 * inside a {@code PointerScope}.
 *
 * @param network what is computed
 * @param parameters with what
 * @param device where
 * @param half whether convolutions are computed in bfloat16
 * @param group the processes that train it together
 */
public record Learner(
    CiderNetwork network,
    TorchParameters parameters,
    Device device,
    boolean half,
    ProcessGroup group) {
  /** Returns a batch as the network reads it, uint8 [N,H,W,3]. */
  public Tensor images(ImageBatch batch) {
    return Tensor.create(
            batch.pixels(), false, batch.count(), batch.size().height(), batch.size().width(), 3)
        .to(device, torch.ScalarType.Byte);
  }

  /** Computes all outputs by name, float32. */
  public SequencedMap<String, Tensor> outputs(Tensor images, TorchMode mode) {
    SequencedMap<String, Tensor> outputs =
        cast(() -> ReleasingPass.outputs(network, parameters.ops(mode), images));
    outputs.replaceAll((name, value) -> value.to(torch.ScalarType.Float));
    return outputs;
  }

  /** Computes descriptors, float32 [N,D]. */
  public Tensor descriptors(Tensor images, TorchMode mode) {
    return outputs(images, mode).get(CiderNetwork.DESCRIPTORS);
  }

  /** Computes the input of the fully connected layer, float32 [N,C]. */
  public Tensor pooled(Tensor images) {
    NeuralNetwork pooled = new Pooled(network);
    return cast(() ->
            ReleasingPass.outputs(pooled, parameters.ops(new TorchMode.Inference()), images))
        .get(Pooled.NAME)
        .to(torch.ScalarType.Float);
  }

  private record Pooled(CiderNetwork network) implements NeuralNetwork {
    static final String NAME = "pooled";

    @Override
    public <T> SequencedMap<String, T> outputs(Ops<T> ops, T images) {
      SequencedMap<String, T> outputs = new LinkedHashMap<>();
      outputs.put(NAME, network.pooled(ops, images));
      return outputs;
    }
  }

  private <T> T cast(Supplier<T> work) {
    return half ? inBfloat16(work) : work.get();
  }

  /** Computes in mixed precision on CUDA, as libtorch chooses it operation by operation. */
  private static <T> T inBfloat16(Supplier<T> work) {
    torch.DeviceType cuda = torch.DeviceType.CUDA;
    torch.set_autocast_dtype(cuda, torch.ScalarType.BFloat16);
    torch.set_autocast_enabled(cuda, true);
    torch.increment_nesting();
    try {
      return work.get();
    } finally {
      if (torch.decrement_nesting() == 0) {
        torch.clear_cache();
      }
      torch.set_autocast_enabled(cuda, false);
    }
  }
}
