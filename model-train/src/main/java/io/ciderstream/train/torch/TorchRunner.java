package io.ciderstream.train.torch;

import io.ciderstream.train.ops.NeuralNetwork;
import io.ciderstream.train.weights.Weights;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Runs a network by libtorch, without gradients. Not for use by several threads at once. */
public final class TorchRunner implements AutoCloseable {
  static {
    TorchLibraries.load();
  }

  private final NeuralNetwork network;
  private final TorchParameters parameters;

  /**
   * Creates a torch runner.
   *
   * @param weights every parameter the network reads
   * @param threads libtorch's threads within an operation, set for the whole process
   */
  public TorchRunner(NeuralNetwork network, Weights weights, int threads) {
    this.network = network;
    torch.set_num_threads(threads);
    this.parameters = new TorchParameters(weights);
  }

  /**
   * Computes the outputs.
   *
   * @param images uint8 [count,height,width,3] RGB, row by row
   * @return outputs by name, flat, row by row
   */
  public SequencedMap<String, float[]> run(byte[] images, int count, int height, int width) {
    try (PointerScope step = new PointerScope()) {
      Tensor input = Tensor.create(images, false, count, height, width, 3);
      SequencedMap<String, float[]> flat = new LinkedHashMap<>();
      ReleasingPass.outputs(network, parameters.ops(new TorchMode.Inference()), input)
          .forEach((name, output) -> flat.put(name, TorchParameters.floats(output)));
      return flat;
    }
  }

  @Override
  public void close() {
    parameters.close();
  }
}
