/**
 * Writes a network as ONNX (IR version 8, opset 17). Enter at {@link
 * io.ciderstream.train.onnx.OnnxFile}, or at {@link io.ciderstream.train.onnx.OnnxParts} for single
 * nodes and constants. The same network and weights give the same bytes. One thread.
 */
package io.ciderstream.train.onnx;
