package io.ciderstream.overlap;

import io.ciderstream.embedding.decode.PictureLimits;
import io.ciderstream.evaluation.feature.EvaluationEmbedder;
import io.ciderstream.overlap.list.EvaluationSide;
import io.ciderstream.overlap.list.TrainingSource;
import io.ciderstream.overlap.verify.PairVerifier;
import java.util.List;

/**
 * What an audit compares, and by what.
 *
 * @param training the training set
 * @param evaluation the evaluation pictures
 * @param embedder embeds both sides; not closed by the audit
 * @param verifiers verify candidates, may be none; not closed by the audit
 * @param limits pictures that are rejected
 */
public record AuditInput(
    TrainingSource training,
    EvaluationSide evaluation,
    EvaluationEmbedder embedder,
    List<PairVerifier<?>> verifiers,
    PictureLimits limits) {
  public AuditInput {
    verifiers = List.copyOf(verifiers);
  }
}
