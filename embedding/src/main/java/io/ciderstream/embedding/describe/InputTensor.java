package io.ciderstream.embedding.describe;

import io.ciderstream.embedding.graph.ElementType;
import java.util.OptionalInt;

/**
 * The input of a network.
 *
 * @param name of the input
 * @param layout of its axes
 * @param type uint8, float32 or float16
 * @param channels the order of the colours
 * @param values which numbers stand for the samples of a picture
 * @param batch pictures of each call, if the graph fixes them
 */
public record InputTensor(
    String name,
    TensorLayout layout,
    ElementType type,
    ChannelOrder channels,
    SampleValues values,
    OptionalInt batch) {
  /** Returns whether a decoded picture is such a tensor already. */
  public boolean isAsDecoded() {
    return type == ElementType.UINT8 && layout == TensorLayout.NHWC && channels == ChannelOrder.RGB;
  }
}
