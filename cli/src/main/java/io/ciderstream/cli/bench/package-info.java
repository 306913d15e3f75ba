/**
 * Benchmarks whose figures are ratios within one run: {@link io.ciderstream.cli.bench.EmbedBench}
 * holds the ingest rate of the whole pipeline against bare inference, {@link
 * io.ciderstream.cli.bench.EvaluateBench} that of an evaluation. One thread.
 */
package io.ciderstream.cli.bench;
