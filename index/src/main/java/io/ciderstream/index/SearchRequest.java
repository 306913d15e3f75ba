package io.ciderstream.index;

import java.time.Duration;
import java.util.Optional;

/**
 * A question to the index.
 *
 * @param vector the descriptor to search with
 * @param topK how many matches, 1..1000
 * @param filter a Milvus expression over metadata
 * @param timeout how long the call may take
 */
public record SearchRequest(
    float[] vector, int topK, Optional<String> filter, Duration timeout) {}
