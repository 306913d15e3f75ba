/**
 * The network in ONNX Runtime: {@link io.ciderstream.embedding.infer.OnnxModel} is one session for
 * one thread, which {@link io.ciderstream.embedding.infer.OnnxModelFile} opens.
 */
package io.ciderstream.embedding.infer;
