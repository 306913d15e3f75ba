package io.ciderstream.evaluation.rerank;

import io.ciderstream.embedding.local.LocalFeatures;
import io.ciderstream.embedding.local.VerificationOptions;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * The local features of queries and rows.
 *
 * @param options how the model's features are compared
 * @param queries of a query; empty if its picture cannot be read
 * @param index of a row; empty if its picture cannot be read
 */
public record LocalFeatureSource(
    VerificationOptions options,
    IntFunction<Optional<LocalFeatures>> queries,
    IntFunction<Optional<LocalFeatures>> index) {}
