package io.ciderstream.train.shape;

import io.ciderstream.train.ops.NeuralNetwork;

/**
 * What a network costs for one picture, counted from its shapes without any weights.
 *
 * @param parameters numbers that can be trained; stored statistics of batch normalisation are none
 * @param multiplyAdds multiplications, each with an addition, of convolutions, fully connected
 *     layers and the products of attention; a count of FLOPs as most papers give it is this figure,
 *     others give twice as much
 */
public record NetworkCost(long parameters, long multiplyAdds) {
  /**
   * Counts.
   *
   * @param height of the picture in pixels
   * @param width of the picture in pixels
   */
  public static NetworkCost of(NeuralNetwork network, int height, int width) {
    ShapeOps ops = new ShapeOps();
    network.outputs(ops, Shape.of(1, height, width, 3));
    long parameters =
        ShapeOps.parameters(network).entrySet().stream()
            .filter(entry -> !entry.getKey().contains(".running_"))
            .mapToLong(entry -> entry.getValue().count())
            .sum();
    return new NetworkCost(parameters, ops.multiplyAdds());
  }
}
