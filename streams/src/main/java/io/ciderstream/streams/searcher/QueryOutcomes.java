package io.ciderstream.streams.searcher;

import io.ciderstream.schemas.Backoff;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.ErrorKind;
import io.ciderstream.schemas.avro.Status;
import io.ciderstream.streams.output.DeadLetters;
import io.ciderstream.streams.output.OutputTopics;
import io.ciderstream.streams.pending.InputRecord;
import io.ciderstream.streams.pending.Outcome;
import io.ciderstream.streams.pending.OutputRecord;
import io.ciderstream.streams.runtime.DeadLetterWait;
import io.ciderstream.streams.runtime.RoleMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Creates the output for an answered query: the reply, made smaller if its topic does not accept
 * it, and a dead letter if the query or its reply address cannot be used. A query whose reply
 * cannot be written at all becomes a dead letter only.
 */
final class QueryOutcomes {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
  private static final int MAX_TRIES = 4;
  private static final Set<ErrorCode> DEAD =
      Set.of(ErrorCode.AVRO_INVALID, ErrorCode.REPLY_TOPIC_REFUSED, ErrorCode.TOPIC_UNAVAILABLE);

  private final ReplyWriter writer;
  private final DeadLetters deadLetters;
  private final DeadLetterWait awaited;
  private final OutputTopics topics;
  private final RoleMeter meter;

  QueryOutcomes(ReplyWriter writer, DeadLetters deadLetters, OutputTopics topics, RoleMeter meter) {
    this.writer = writer;
    this.deadLetters = deadLetters;
    this.awaited = new DeadLetterWait(deadLetters, meter);
    this.topics = topics;
    this.meter = meter;
  }

  /** Waits for the registry, and for a topic that anything can be written to. */
  Outcome of(InputRecord query, ReplyAddress address, Answer answer, Stopwatch watch)
      throws InterruptedException {
    Backoff pauses = Backoff.jittered(FIRST_PAUSE, LONGEST_PAUSE);
    Answer current = answer;
    int failed = 0;
    while (true) {
      try {
        return written(query, address, current, watch);
      } catch (CiderException e) {
        switch (e.code()) {
          case TOPIC_UNAVAILABLE -> {
            return onlyDeadLetter(query, e);
          }
          case OUTPUT_TOO_LARGE -> {
            CiderException tooLarge = tooLarge(current, e);
            if (isSmallest(current)) {
              return onlyDeadLetter(query, tooLarge);
            }
            current = Answer.failed(Status.INVALID, tooLarge);
            continue;
          }
          default -> {
            meter.failed(e);
            failed += e.code().kind() == ErrorKind.DEPENDENCY ? 0 : 1;
          }
        }
        if (failed < MAX_TRIES) {
          Thread.sleep(pauses.next());
          continue;
        }
        if (isSmallest(current)) {
          return onlyDeadLetter(query, e);
        }
        current = Answer.failed(Status.INVALID, unexpected(e));
        failed = 0;
      }
    }
  }

  private static boolean isSmallest(Answer answer) {
    return answer
        .error()
        .filter(e -> e.code() == ErrorCode.REPLY_TOO_LARGE || e.code() == ErrorCode.UNEXPECTED)
        .isPresent();
  }

  /** Writes the outcome, and turns every failure into a CiderException. */
  private Outcome written(InputRecord query, ReplyAddress address, Answer answer, Stopwatch watch) {
    try {
      topics.requireOpen(address.topic(), OptionalInt.empty());
      OutputRecord reply = writer.write(query, address, answer, watch);
      topics.requireFits(reply);
      List<OutputRecord> outputs = new ArrayList<>(List.of(reply));
      answer
          .error()
          .filter(e -> DEAD.contains(e.code()))
          .flatMap(e -> besides(query, e))
          .ifPresent(outputs::add);
      return new Outcome(SearcherRole.REPLIED + answer.status(), outputs);
    } catch (CiderException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      throw unexpected(e);
    }
  }

  private static CiderException unexpected(Throwable e) {
    return e instanceof CiderException known && known.code() == ErrorCode.UNEXPECTED
        ? known
        : new CiderException(
            ErrorCode.UNEXPECTED, "Its reply cannot be written: %s.".formatted(e), e);
  }

  private static CiderException tooLarge(Answer answer, CiderException e) {
    return new CiderException(
        ErrorCode.REPLY_TOO_LARGE,
        "With %d matches: %s".formatted(answer.matches().size(), e.detail()),
        e);
  }

  /**
   * Returns the dead letter, if its topic is open: the query has its reply and does not wait for
   * it.
   */
  private Optional<OutputRecord> besides(InputRecord query, CiderException error) {
    try {
      return Optional.of(deadLetters.of(query, error));
    } catch (CiderException e) {
      meter.failed(e);
      return Optional.empty();
    }
  }

  private Outcome onlyDeadLetter(InputRecord query, CiderException error)
      throws InterruptedException {
    if (error.code().kind() == ErrorKind.DEPENDENCY) {
      meter.failed(error);
    }
    OutputRecord letter = awaited.of(query, error);
    return new Outcome(SearcherRole.DEAD_LETTERED + error.code(), List.of(letter));
  }
}
