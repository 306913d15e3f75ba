package io.ciderstream.trials.retrieval;

/**
 * What the verification of a query's candidates takes on one thread, with their local features in
 * memory.
 *
 * @param pictures that were asked with
 * @param candidates of each query
 * @param bytes of a picture's encoded local features, mean
 * @param positions of a picture, mean
 * @param p50Millis median time of a query
 * @param p99Millis 99th percentile
 * @param cpuP50Millis median processor time of a query
 * @param cpuP99Millis 99th percentile
 * @param verified share of the candidates that are verified, 0..1
 */
public record VerificationFigures(
    int pictures,
    int candidates,
    double bytes,
    double positions,
    double p50Millis,
    double p99Millis,
    double cpuP50Millis,
    double cpuP99Millis,
    double verified) {}
