/**
 * What an ONNX file says about itself, read without a session, which takes far longer to make:
 * {@link io.ciderstream.embedding.graph.OnnxHeader} has metadata, inputs and outputs. Immutable,
 * safe from any thread.
 */
package io.ciderstream.embedding.graph;
