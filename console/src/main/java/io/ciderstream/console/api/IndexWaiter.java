package io.ciderstream.console.api;

import io.ciderstream.console.http.Problem;
import io.ciderstream.console.live.Freshness;
import io.ciderstream.console.log.DeadLetter;
import io.ciderstream.console.log.DeadLetterView;
import io.ciderstream.console.log.DescriptorView;
import io.ciderstream.console.log.ImageLocation;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.RecordPosition;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Waits until a record of the images topic has taken effect in the index. Any thread. */
final class IndexWaiter {
  private static final long POLL_INTERVAL_MS = 50;

  private final DescriptorView descriptors;
  private final DeadLetterView deadLetters;
  private final Freshness freshness;
  private final String images;
  private final Duration timeout;

  IndexWaiter(
      DescriptorView descriptors,
      DeadLetterView deadLetters,
      Freshness freshness,
      String images,
      Duration timeout) {
    this.descriptors = descriptors;
    this.deadLetters = deadLetters;
    this.freshness = freshness;
    this.images = images;
    this.timeout = timeout;
  }

  /**
   * Waits until the picture at one of those positions, or a later one of the id, can be found.
   *
   * @return false if the time limit was reached
   * @throws Problem with the code of its dead letter, if it was rejected
   */
  boolean awaitPicture(String id, List<RecordPosition> positions) throws InterruptedException {
    return await(
        () -> {
          positions.forEach(
              position -> deadLetters.ofPicture(images, position).ifPresent(IndexWaiter::refuse));
          Optional<ImageLocation> place = descriptors.find(id);
          return place
              .flatMap(ImageLocation::source)
              .filter(source -> positions.stream().anyMatch(sent -> isAtOrAfter(source, sent)))
              .filter(source -> freshness.isWritten(place.get().descriptor()))
              .isPresent();
        });
  }

  private static boolean isAtOrAfter(RecordPosition source, RecordPosition sent) {
    return source.partition() == sent.partition() && source.offset() >= sent.offset();
  }

  /**
   * Waits until the picture can no longer be found.
   *
   * @param before the location before the deletion was produced
   */
  boolean awaitDeletion(String id, Optional<ImageLocation> before) throws InterruptedException {
    return await(
        () -> {
          Optional<ImageLocation> now = descriptors.find(id);
          return now.isPresent()
              && !now.equals(before)
              && now.get().source().isEmpty()
              && !descriptors.hasPicture(id)
              && freshness.isWritten(now.get().descriptor());
        });
  }

  private static void refuse(DeadLetter letter) {
    ErrorCode code =
        Arrays.stream(ErrorCode.values())
            .filter(some -> some.name().equals(letter.code()))
            .findFirst()
            .orElse(ErrorCode.PICTURE_CORRUPT);
    throw Problem.of(code, letter.message());
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
