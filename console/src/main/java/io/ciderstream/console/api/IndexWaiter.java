package io.ciderstream.console.api;

import io.ciderstream.console.http.Problem;
import io.ciderstream.console.live.Freshness;
import io.ciderstream.console.log.DeadLetter;
import io.ciderstream.console.log.DeadLetterView;
import io.ciderstream.console.log.ImageLocation;
import io.ciderstream.console.log.ImageWatch;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.RecordPosition;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Waits until a record of the images topic has taken effect in the index. Any thread. */
final class IndexWaiter {
  private static final long POLL_INTERVAL_MS = 50;

  private final DeadLetterView deadLetters;
  private final Freshness freshness;
  private final String images;
  private final Duration timeout;

  IndexWaiter(DeadLetterView deadLetters, Freshness freshness, String images, Duration timeout) {
    this.deadLetters = deadLetters;
    this.freshness = freshness;
    this.images = images;
    this.timeout = timeout;
  }

  /**
   * Waits until the picture at one of those positions, or a later one of the id, can be found.
   *
   * @param id watched since before the picture was produced
   * @return false if the time limit was reached
   * @throws Problem with the code of its dead letter, if it was rejected
   */
  boolean awaitPicture(ImageWatch id, List<RecordPosition> positions) throws InterruptedException {
    return await(
        () -> {
          positions.forEach(
              position -> deadLetters.ofPicture(images, position).ifPresent(IndexWaiter::refuse));
          return positions.stream().anyMatch(sent -> isApplied(id, sent, ImageLocation::picture));
        });
  }

  /**
   * Waits until the picture can no longer be found.
   *
   * @param id watched since before the deletion was produced
   */
  boolean awaitDeletion(ImageWatch id, List<RecordPosition> positions) throws InterruptedException {
    return await(() -> positions.stream().allMatch(sent -> isApplied(id, sent, location -> true)));
  }

  private boolean isApplied(ImageWatch id, RecordPosition sent, Predicate<ImageLocation> wanted) {
    return id.in(sent.partition())
        .filter(wanted)
        .filter(location -> location.isAtOrAfter(sent))
        .filter(location -> freshness.isWritten(location.descriptor()))
        .isPresent();
  }

  private static void refuse(DeadLetter letter) {
    throw Problem.of(
        ErrorCode.named(letter.code()).orElse(ErrorCode.PICTURE_CORRUPT), letter.message());
  }

  private boolean await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + timeout.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      Thread.sleep(POLL_INTERVAL_MS);
    }
    return true;
  }
}
