package io.ciderstream.trials.growth;

import io.ciderstream.trials.measure.Percentiles;

/**
 * What was measured at one size of the database.
 *
 * @param rows in the collection before the measurement
 * @param loadSeconds to insert and index the rows since the step before
 * @param loadProcessor seconds of processor time that Milvus used meanwhile
 * @param ingest rows a second that the index accepts at saturation
 * @param busy latency of searches while rows come at the fixed rate
 * @param idle latency of searches while nothing else happens
 * @param failed searches that failed
 * @param recall at 10, compared with exhaustive search
 * @param memory resident bytes of Milvus
 */
record GrowthStep(
    int rows,
    double loadSeconds,
    double loadProcessor,
    double ingest,
    Percentiles busy,
    Percentiles idle,
    int failed,
    double recall,
    long memory) {}
