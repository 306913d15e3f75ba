package io.ciderstream.streams.searcher;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.ErrorKind;
import io.ciderstream.schemas.avro.Status;
import io.ciderstream.streams.pending.InputRecord;
import io.ciderstream.streams.pending.Outcome;
import io.ciderstream.streams.pending.OutputRecord;
import io.ciderstream.streams.pending.PendingBytes;
import io.ciderstream.streams.pending.RecordWork;
import io.ciderstream.streams.runtime.DeadLetters;
import io.ciderstream.streams.runtime.Pauses;
import io.ciderstream.streams.runtime.RoleMeter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One query record to its one terminal reply. */
final class QueryWork implements RecordWork {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
  private static final Set<ErrorCode> DEAD =
      Set.of(ErrorCode.AVRO_INVALID, ErrorCode.REPLY_TOPIC_REFUSED);

  private final QueryReader reader;
  private final Answerer answerer;
  private final ReplyWriter writer;
  private final DeadLetters deadLetters;
  private final String defaultTopic;
  private final SearcherOptions options;
  private final Clock clock;
  private final RoleMeter meter;

  QueryWork(
      QueryReader reader,
      Answerer answerer,
      ReplyWriter writer,
      DeadLetters deadLetters,
      String defaultTopic,
      SearcherOptions options,
      Clock clock,
      RoleMeter meter) {
    this.reader = reader;
    this.answerer = answerer;
    this.writer = writer;
    this.deadLetters = deadLetters;
    this.defaultTopic = defaultTopic;
    this.options = options;
    this.clock = clock;
    this.meter = meter;
  }

  @Override
  public Outcome apply(InputRecord query, PendingBytes bytes) throws InterruptedException {
    Stopwatch watch = new Stopwatch();
    ReplyAddress address = ReplyAddress.fallback(query, defaultTopic);
    Answer answer;
    try {
      address = ReplyAddress.of(query, defaultTopic, options.replyTopics());
      answer = answer(query, watch);
    } catch (CiderException refused) {
      answer = Answer.failed(Status.INVALID, refused);
    }
    meter.worked(query.timestampMs(), watch.read());
    List<OutputRecord> outputs = new ArrayList<>();
    outputs.add(write(query, address, answer, watch));
    answer
        .error()
        .filter(e -> DEAD.contains(e.code()))
        .ifPresent(e -> outputs.add(deadLetters.of(query, e)));
    return new Outcome(SearcherRole.REPLIED + answer.status(), outputs);
  }

  private Answer answer(InputRecord query, Stopwatch watch) throws InterruptedException {
    Limits limits = new Limits(clock, Optional.empty(), clock.instant().plus(options.budget()));
    Pauses pauses = new Pauses(FIRST_PAUSE, LONGEST_PAUSE);
    Question question = null;
    while (true) {
      CiderException failure;
      try {
        if (question == null) {
          question = reader.read(query);
          limits = new Limits(clock, question.deadline(), limits.budgetEnd());
        }
        limits.requireBeforeDeadline();
        return answerer.answer(question, limits, watch);
      } catch (CiderException e) {
        failure = e;
      } catch (RuntimeException e) {
        failure =
            new CiderException(ErrorCode.INDEX_UNAVAILABLE, "Unexpected: %s.".formatted(e), e);
      }
      Optional<Answer> ended = ended(failure, limits);
      if (ended.isPresent()) {
        return ended.get();
      }
      meter.failed(failure);
      sleep(pauses.next(), limits.left());
    }
  }

  /** The answer, if this failure is final. */
  private static Optional<Answer> ended(CiderException failure, Limits limits) {
    return switch (failure.code()) {
      case INDEX_BEHIND -> Optional.of(Answer.failed(Status.STALE, failure));
      case DEADLINE_PASSED -> Optional.of(Answer.failed(Status.EXPIRED, failure));
      default -> {
        if (failure.code().kind() == ErrorKind.INPUT) {
          yield Optional.of(Answer.failed(Status.INVALID, failure));
        }
        if (!limits.isOver()) {
          yield Optional.empty();
        }
        yield Optional.of(outOfTime(failure, limits));
      }
    };
  }

  private static Answer outOfTime(CiderException failure, Limits limits) {
    try {
      limits.requireBeforeDeadline();
      return Answer.failed(Status.UNAVAILABLE, failure);
    } catch (CiderException passed) {
      return Answer.failed(Status.EXPIRED, passed);
    }
  }

  /** A reply must be written: waits for the registry, however long it takes. */
  private OutputRecord write(
      InputRecord query, ReplyAddress address, Answer answer, Stopwatch watch)
      throws InterruptedException {
    Pauses pauses = new Pauses(FIRST_PAUSE, LONGEST_PAUSE);
    while (true) {
      try {
        return writer.write(query, address, answer, watch);
      } catch (RuntimeException e) {
        meter.failed(e);
      }
      Thread.sleep(pauses.next());
    }
  }

  private static void sleep(Duration pause, Duration left) throws InterruptedException {
    Duration shorter = pause.compareTo(left) < 0 ? pause : left;
    if (shorter.isPositive()) {
      Thread.sleep(shorter);
    }
  }
}
