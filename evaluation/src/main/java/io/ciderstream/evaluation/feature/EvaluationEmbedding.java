package io.ciderstream.evaluation.feature;

import io.ciderstream.embedding.local.LocalFeatures;
import java.util.Optional;

/**
 * What an evaluation keeps of an embedded picture.
 *
 * @param vector the descriptor, float32 of length 1
 * @param localFeatures of the embedded region, if the model has them
 */
public record EvaluationEmbedding(float[] vector, Optional<LocalFeatures> localFeatures) {}
