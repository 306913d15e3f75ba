package io.ciderstream.train.learn.measure;

import io.ciderstream.train.learn.config.EvaluationConfig;
import io.ciderstream.train.learn.model.Pictures;
import java.util.Optional;

/**
 * The pictures of an evaluation.
 *
 * @param config what is asked
 * @param index where answers are sought
 * @param queries what is sought; empty: each picture of the index against the others
 */
public record EvaluationSet(EvaluationConfig config, Pictures index, Optional<Pictures> queries) {}
