/**
 * Baselines that benchmarks compare cider-stream with: {@link
 * io.ciderstream.trials.baseline.BareInference ONNX Runtime} and {@link
 * io.ciderstream.trials.baseline.BareUpserts the Milvus SDK}, each doing nothing but its part. The
 * calling thread drives.
 */
package io.ciderstream.trials.baseline;
