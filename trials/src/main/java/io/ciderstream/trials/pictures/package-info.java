/**
 * Benchmarks of embedding pictures, in a running system ({@link
 * io.ciderstream.trials.pictures.EmbedBench}) and in an evaluation ({@link
 * io.ciderstream.trials.pictures.EvaluateBench}), both compared with ONNX Runtime alone. The
 * calling thread drives.
 */
package io.ciderstream.trials.pictures;
