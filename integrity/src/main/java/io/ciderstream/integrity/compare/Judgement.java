package io.ciderstream.integrity.compare;

import io.ciderstream.integrity.result.DifferenceKind;
import java.util.Optional;

/**
 * What was found of an id.
 *
 * @param state what was found
 * @param kind how it differs, if it does
 */
public record Judgement(IdState state, Optional<DifferenceKind> kind) {
  /** Returns the judgement of an id that does not differ. */
  public static Judgement of(IdState state) {
    return new Judgement(state, Optional.empty());
  }

  /** Returns the judgement of an id that differs. */
  public static Judgement different(DifferenceKind kind) {
    return new Judgement(IdState.DIFFERENT, Optional.of(kind));
  }
}
