package io.ciderstream.streams.searcher;

import io.ciderstream.embedding.infer.ModelInfo;
import io.ciderstream.embedding.settings.EmbeddingSettings;
import io.ciderstream.index.DescriptorSearch;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.util.Optional;

/**
 * Answers queries with one target. Safe for use by several threads.
 *
 * @param index of the target, reserved rows included
 * @param model of the target
 * @param standard whether vectors that name no model are of this one
 * @param answerer answers with the target's model and index
 * @param calls of the answerer, closed with this
 * @param positions of the answerer, closed with this
 * @param progress reports positions, closed with this
 */
record Serving(
    DescriptorSearch index,
    ModelInfo model,
    boolean standard,
    QuestionAnswerer answerer,
    IndexCalls calls,
    PositionWatcher positions,
    Optional<IndexProgress> progress)
    implements AutoCloseable {

  /**
   * Answers a query.
   *
   * @throws CiderException VECTOR_INVALID for a vector of another model; else see {@link
   *     QuestionAnswerer#answer}
   */
  Answer answer(Question question, Limits limits, Stopwatch watch) throws InterruptedException {
    for (Question.Subject subject : question.subjects()) {
      if (subject instanceof Question.Subject.Vector vector) {
        requireOwn(vector);
      }
    }
    return answerer.answer(question, limits, watch).by(model);
  }

  /** A vector of another model would find anything. */
  private void requireOwn(Question.Subject.Vector vector) {
    boolean own = vector.model().map(model.hash()::equals).orElse(standard);
    if (!own) {
      throw new CiderException(
          ErrorCode.VECTOR_INVALID,
          "It is of %s, but the index serves the model %s. Compute it with that one."
              .formatted(
                  vector
                      .model()
                      .map("the model "::concat)
                      .orElseGet(
                          () ->
                              "the searcher's %s, since the query has no vector_model"
                                  .formatted(EmbeddingSettings.MODEL_FILE)),
                  model.hash()));
    }
    if (vector.values().length != model.dimension()) {
      throw new CiderException(
          ErrorCode.VECTOR_INVALID,
          "It has %d numbers, where the model has %d."
              .formatted(vector.values().length, model.dimension()));
    }
  }

  @Override
  public void close() {
    progress.ifPresent(IndexProgress::close);
    positions.close();
    calls.close();
  }
}
