package io.ciderstream.embedding.describe;

import io.ciderstream.schemas.ErrorCode;
import java.util.List;
import java.util.Optional;

/**
 * A description, or all reasons why there is none.
 *
 * @param description empty if there are problems
 * @param code of the problems: MODEL_INVALID, MODEL_UNDESCRIBED or MODEL_DESCRIPTION_INVALID
 * @param problems clauses about the file, without a full stop
 */
public record ModelReading(
    Optional<ModelDescription> description, ErrorCode code, List<String> problems) {
  public ModelReading {
    problems = List.copyOf(problems);
  }

  /** Returns the reading of a file that can be served. */
  public static ModelReading of(ModelDescription description) {
    return new ModelReading(Optional.of(description), ErrorCode.MODEL_INVALID, List.of());
  }

  /** Returns the reading of one that cannot. */
  public static ModelReading refused(ErrorCode code, List<String> problems) {
    return new ModelReading(Optional.empty(), code, problems);
  }
}
