package io.ciderstream.integrity.run;

import io.ciderstream.integrity.compare.IdJudge;
import io.ciderstream.integrity.compare.IdState;
import io.ciderstream.integrity.compare.Judgement;
import io.ciderstream.integrity.compare.Suspect;
import io.ciderstream.integrity.result.DifferenceKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the ids that differed again until each is equal, has changed, or has differed in one way
 * for long enough although the sink has passed its last record.
 */
final class Recheck {
  private static final Duration PAUSE = Duration.ofMillis(250);

  private final SuspectFollower follower;
  private final IdJudge judge;
  private final IntegrityOptions.Times times;
  private final WaitClock clock;

  /** When an id first differed as it does now. */
  private record Since(Optional<DifferenceKind> kind, long nanos) {}

  Recheck(SuspectFollower follower, IdJudge judge, IntegrityOptions.Times times, WaitClock clock) {
    this.follower = follower;
    this.judge = judge;
    this.times = times;
    this.clock = clock;
  }

  /** Gives each suspect its last judgement. */
  void run(List<Suspect> suspects, VerificationProgress progress) {
    List<Suspect> open = new ArrayList<>(suspects);
    Map<Suspect, Since> since = new HashMap<>();
    long begun = clock.nanoTime();
    long all = suspects.size();
    follower.follow(suspects);
    while (!open.isEmpty()) {
      follower.readLog((suspect, record) -> suspect.change());
      follower.readRows(open);
      long now = clock.nanoTime();
      boolean last = now - begun > times.position().plus(times.settle()).toNanos();
      open.removeIf(suspect -> isDecided(suspect, since, now, last));
      progress.show("read again", all - open.size(), all);
      if (!open.isEmpty()) {
        clock.pause(PAUSE);
      }
    }
  }

  private boolean isDecided(Suspect suspect, Map<Suspect, Since> since, long now, boolean last) {
    if (suspect.isChanged()) {
      suspect.judge(Judgement.of(IdState.MOVED_ON));
      return true;
    }
    Judgement judgement = judge.judge(suspect.entries());
    suspect.judge(judgement);
    if (judgement.state() == IdState.PENDING) {
      return last;
    }
    if (judgement.state() != IdState.DIFFERENT) {
      return true;
    }
    if (judge.awaitsSink(suspect.entries())) {
      if (last) {
        suspect.judge(Judgement.of(IdState.PENDING));
      }
      return last;
    }
    Since first = since.get(suspect);
    if (first == null || !first.kind().equals(judgement.kind())) {
      since.put(suspect, new Since(judgement.kind(), now));
      return last;
    }
    return last || now - first.nanos() >= times.settle().toNanos();
  }
}
