package io.ciderstream.train.learn.measure;

import io.ciderstream.train.evaluate.metric.Protocol;
import io.ciderstream.train.learn.config.EvaluationConfig;
import io.ciderstream.train.learn.model.Pictures;
import java.util.List;
import java.util.Optional;

/**
 * The pictures of an evaluation.
 *
 * @param config what is asked
 * @param index where answers are sought
 * @param queries what is sought; empty: each picture of the index against the others
 * @param protocols of a published ground truth; empty: the labels say what is right
 */
public record EvaluationSet(
    EvaluationConfig config, Pictures index, Optional<Pictures> queries, List<Protocol> protocols) {
  public EvaluationSet {
    protocols = List.copyOf(protocols);
  }
}
