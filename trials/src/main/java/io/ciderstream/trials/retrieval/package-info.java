/**
 * Benchmarks that compare what a way to search costs with what it finds: {@link
 * io.ciderstream.trials.retrieval.PassesBench} compares a single pass of the network with two,
 * {@link io.ciderstream.trials.retrieval.RerankBench} what a search adds to the scores of
 * descriptors, and {@link io.ciderstream.trials.retrieval.VerifyBench} measures the verification of
 * one query. The calling thread drives.
 */
package io.ciderstream.trials.retrieval;
