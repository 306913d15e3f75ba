package io.ciderstream.train.torch;

import io.ciderstream.train.network.Network;
import io.ciderstream.train.weights.Weights;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Runs a network by libtorch, without gradients. Not for use by several threads at once. */
public final class TorchRunner implements AutoCloseable {
  private final Network network;
  private final Map<String, Tensor> parameters = new LinkedHashMap<>();

  /**
   * @param weights every parameter the network reads
   * @param threads libtorch's threads within an operation, set for the whole process
   */
  public TorchRunner(Network network, Weights weights, int threads) {
    this.network = network;
    torch.set_num_threads(threads);
    weights
        .byName()
        .forEach(
            (name, weight) -> {
              Tensor tensor = Tensor.create(weight.values(), weight.shape().longs());
              tensor.retainReference();
              parameters.put(name, tensor);
            });
  }

  /**
   * One step.
   *
   * @param images uint8 [count,height,width,3] RGB, row by row
   * @return outputs by name, flat, row by row
   */
  public SequencedMap<String, float[]> run(byte[] images, int count, int height, int width) {
    try (PointerScope step = new PointerScope()) {
      Tensor input = Tensor.create(images, false, count, height, width, 3);
      SequencedMap<String, float[]> flat = new LinkedHashMap<>();
      network
          .outputs(new TorchOps(parameters), input)
          .forEach((name, output) -> flat.put(name, floats(output.contiguous())));
      return flat;
    }
  }

  @Override
  public void close() {
    parameters.values().forEach(Tensor::releaseReference);
    parameters.clear();
  }

  private static float[] floats(Tensor tensor) {
    float[] values = new float[Math.toIntExact(tensor.numel())];
    FloatBuffer buffer = tensor.createBuffer();
    buffer.get(values);
    return values;
  }
}
