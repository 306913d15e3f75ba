/**
 * Baselines that benchmarks compare cider-stream with: {@link
 * io.ciderstream.trials.baseline.BareInference ONNX Runtime} and {@link
 * io.ciderstream.trials.baseline.BareUpserts the Milvus SDK}, each doing nothing but its part; and
 * {@link io.ciderstream.trials.baseline.BulkRows the fastest way} to rows that are there before a
 * measurement. {@link io.ciderstream.trials.baseline.RowDeletion} removes rows past the system. The
 * calling thread drives.
 */
package io.ciderstream.trials.baseline;
