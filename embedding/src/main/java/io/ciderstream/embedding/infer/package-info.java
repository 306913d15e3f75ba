/**
 * The network in ONNX Runtime: {@link io.ciderstream.embedding.infer.OnnxModel} is one session for
 * one thread, {@link io.ciderstream.embedding.infer.BareInference} measures it alone.
 */
package io.ciderstream.embedding.infer;
