package io.ciderstream.streams.searcher;

import io.ciderstream.schemas.Backoff;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.ErrorKind;
import io.ciderstream.schemas.avro.Status;
import io.ciderstream.streams.failure.FailureJudge;
import io.ciderstream.streams.pending.InputRecord;
import io.ciderstream.streams.pending.Outcome;
import io.ciderstream.streams.pending.PendingBytes;
import io.ciderstream.streams.pending.RecordWork;
import io.ciderstream.streams.runtime.RoleMeter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Turns one query record into its one terminal reply in every case: what is unexpected is tried
 * again until {@link FailureJudge} calls it the query's own, and no longer than the budget.
 */
final class QueryWork implements RecordWork {
  /** Tries of a query that fails unexpectedly; few, because somebody waits for the reply. */
  static final int MAX_TRIES = 4;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final QueryReader reader;
  private final Servings servings;
  private final QueryOutcomes outcomes;
  private final ReplyTopics replyTopics;
  private final FailureJudge judge;
  private final Supplier<Limits> limits;
  private final RoleMeter meter;

  /**
   * Creates a query work.
   *
   * @param servings answer queries, each with one model
   * @param limits returns those of a query that begins now
   */
  QueryWork(
      QueryReader reader,
      Servings servings,
      QueryOutcomes outcomes,
      ReplyTopics replyTopics,
      FailureJudge judge,
      Supplier<Limits> limits,
      RoleMeter meter) {
    this.reader = reader;
    this.servings = servings;
    this.outcomes = outcomes;
    this.replyTopics = replyTopics;
    this.judge = judge;
    this.limits = limits;
    this.meter = meter;
  }

  @Override
  public Outcome process(InputRecord query, PendingBytes bytes) throws InterruptedException {
    Stopwatch watch = new Stopwatch();
    ReplyAddress address = replyTopics.fallback(query);
    Answer answer;
    try {
      address = replyTopics.address(query);
      answer = answer(query, watch);
    } catch (CiderException refused) {
      boolean queryAtFault = refused.code().kind() == ErrorKind.INPUT;
      answer = Answer.failed(queryAtFault ? Status.INVALID : Status.UNAVAILABLE, refused);
    }
    if (answer.status() != Status.OK) {
      answer = answer.withHeld(servings.held());
    }
    meter.worked(query.timestampMs(), watch.read());
    return outcomes.of(query, address, answer, watch);
  }

  private Answer answer(InputRecord query, Stopwatch watch) throws InterruptedException {
    Limits limits = this.limits.get();
    Backoff pauses = Backoff.jittered(FIRST_PAUSE, LONGEST_PAUSE);
    FailureJudge.Tries tries = judge.begin();
    Question question = null;
    Serving serving = null;
    while (true) {
      Throwable failure;
      try {
        if (question == null) {
          question = reader.read(query);
          limits = limits.withDeadline(question.deadline());
        }
        limits.requireBeforeDeadline();
        serving = servings.current(limits.left());
        return serving.answer(question, limits, watch);
      } catch (InterruptedException e) {
        throw e;
      } catch (Throwable e) { // errors too: each query has a reply
        failure = e;
      }
      Optional<Answer> ended = ended(failure, tries, limits);
      if (ended.isPresent()) {
        return serving == null ? ended.get() : ended.get().by(serving.model());
      }
      servings.failed(failure);
      meter.failed(failure);
      sleep(pauses.next(), limits.left());
    }
  }

  /** Returns the answer, if this failure is final. */
  private static Optional<Answer> ended(Throwable failure, FailureJudge.Tries tries, Limits limits)
      throws InterruptedException {
    if (failure instanceof CiderException known) {
      switch (known.code()) {
        case INDEX_BEHIND -> {
          return Optional.of(Answer.failed(Status.STALE, known));
        }
        case DEADLINE_PASSED -> {
          return Optional.of(Answer.failed(Status.EXPIRED, known));
        }
        default -> {
          // judged below, as what is unexpected
        }
      }
    }
    Optional<CiderException> own = tries.judge(failure);
    if (own.isPresent()) {
      return own.map(e -> Answer.failed(Status.INVALID, e));
    }
    return limits.isOver() ? Optional.of(outOfTime(known(failure), limits)) : Optional.empty();
  }

  private static CiderException known(Throwable failure) {
    return failure instanceof CiderException known
        ? known
        : new CiderException(ErrorCode.UNEXPECTED, failure + ".", failure);
  }

  private static Answer outOfTime(CiderException failure, Limits limits) {
    try {
      limits.requireBeforeDeadline();
      return Answer.failed(Status.UNAVAILABLE, failure);
    } catch (CiderException passed) {
      return Answer.failed(Status.EXPIRED, passed);
    }
  }

  private static void sleep(Duration pause, Duration left) throws InterruptedException {
    Duration shorter = pause.compareTo(left) < 0 ? pause : left;
    if (shorter.isPositive()) {
      Thread.sleep(shorter);
    }
  }
}
