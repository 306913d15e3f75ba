/**
 * Quantises an exported ONNX model to int8 weights and activations: folds batch normalisation,
 * calibrates ranges on photographs, corrects biases, finds the layers to leave in fp32 by
 * measurement and writes QuantizeLinear and DequantizeLinear around the others. Enter at {@link
 * io.ciderstream.train.int8.Int8Quantiser}. One thread; ONNX Runtime's sessions have their own.
 */
package io.ciderstream.train.int8;
