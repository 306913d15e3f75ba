package io.ciderstream.train.int8;

import java.util.List;

/**
 * A quantised model.
 *
 * @param onnx the file
 * @param cosines of the descriptors of pictures that it was not calibrated on
 * @param layers how sensitive each layer is, in order
 * @param floats names of the layers left in fp32, in order, those after the backbone not among them
 */
public record Int8Model(
    byte[] onnx, CosineFigures cosines, List<LayerCosine> layers, List<String> floats) {
  public Int8Model {
    layers = List.copyOf(layers);
    floats = List.copyOf(floats);
  }
}
