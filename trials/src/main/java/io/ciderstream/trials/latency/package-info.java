/**
 * Measures latencies of a system under open-loop load ({@link
 * io.ciderstream.trials.latency.LatencyBench}), how it scales ({@link
 * io.ciderstream.trials.latency.ScaleBench}), and how it starts ({@link
 * io.ciderstream.trials.latency.StartBench}), all from outside. The calling thread drives.
 */
package io.ciderstream.trials.latency;
