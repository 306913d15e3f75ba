package io.ciderstream.client;

import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.schemas.avro.Query;
import io.ciderstream.schemas.avro.Reply;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;

/**
 * Asks the searcher where an id's picture is stored. No answer is as good as none: a client works
 * without a searcher. Any thread.
 */
final class PictureLookup {
  private final BiFunction<Query, Duration, CompletableFuture<Reply>> searcher;
  private final Duration timeout;
  private final LookupPause pause;

  /**
   * Creates a picture lookup.
   *
   * @param searcher asks, with a deadline after so long
   * @param timeout how long a lookup may take; zero disables lookups
   */
  PictureLookup(
      BiFunction<Query, Duration, CompletableFuture<Reply>> searcher,
      Duration timeout,
      LongSupplier nanoTime) {
    this.searcher = searcher;
    this.timeout = timeout;
    this.pause = new LookupPause(nanoTime);
  }

  /** Returns false if nothing is ever looked up. */
  boolean isOn() {
    return !timeout.isZero();
  }

  /** Looks up a picture that may be replaced, unless the searchers do not reply. */
  CompletableFuture<OptionalInt> unlessSilent(String id) {
    return pause.isOn() ? CompletableFuture.completedFuture(OptionalInt.empty()) : always(id);
  }

  /** Looks up a picture to delete, which must be found. */
  CompletableFuture<OptionalInt> always(String id) {
    return searcher
        .apply(PictureQuery.of(id), timeout)
        .handle(
            (reply, error) -> {
              pause.ended(error == null);
              return error == null
                  ? PictureQuery.position(reply, id).stream()
                      .mapToInt(RecordPosition::partition)
                      .findFirst()
                  : OptionalInt.empty();
            });
  }
}
