package io.ciderstream.integrity.run;

import io.ciderstream.integrity.compare.IdState;
import io.ciderstream.integrity.compare.Judgement;
import io.ciderstream.integrity.result.DifferenceCounts;
import io.ciderstream.integrity.result.DifferenceKind;
import io.ciderstream.integrity.result.IdCounts;
import java.util.EnumMap;
import java.util.Map;

/** Counts what was found of ids. */
final class StateCounter {
  private final Map<IdState, Long> states = new EnumMap<>(IdState.class);
  private final Map<DifferenceKind, Long> kinds = new EnumMap<>(DifferenceKind.class);
  private long ids;

  void count(Judgement judgement) {
    ids++;
    if (judgement.state() == IdState.DIFFERENT) {
      kinds.merge(judgement.kind().orElseThrow(), 1L, Long::sum);
    } else {
      states.merge(judgement.state(), 1L, Long::sum);
    }
  }

  IdCounts counts() {
    return new IdCounts(
        ids,
        of(IdState.EQUAL),
        of(IdState.DELETED),
        of(IdState.REJECTED),
        of(IdState.PENDING),
        of(IdState.MOVED_ON),
        new DifferenceCounts(kinds, of(IdState.UNCONFIRMED)));
  }

  private long of(IdState state) {
    return states.getOrDefault(state, 0L);
  }
}
