package io.ciderstream.console.api;

import io.ciderstream.console.http.Problem;
import io.ciderstream.console.live.Freshness;
import io.ciderstream.console.log.DeadLetter;
import io.ciderstream.console.log.DeadLetterView;
import io.ciderstream.console.log.DescriptorView;
import io.ciderstream.console.log.Place;
import io.ciderstream.console.log.Position;
import io.ciderstream.schemas.ErrorCode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Waits until a record of the images topic has taken effect. */
final class Indexed {
  private static final long PAUSE_MS = 50;

  private final DescriptorView descriptors;
  private final DeadLetterView deadLetters;
  private final Freshness freshness;
  private final String images;
  private final Duration timeout;

  Indexed(
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
   * Until the picture at one of those positions, or a later one of the id, can be found.
   *
   * @return false if that took too long
   * @throws Problem with the code of its dead letter, if it was refused
   */
  boolean awaitPicture(String id, List<Position> positions) throws InterruptedException {
    return await(
        () -> {
          positions.forEach(
              position -> deadLetters.ofPicture(images, position).ifPresent(Indexed::refuse));
          Optional<Place> place = descriptors.find(id);
          return place
              .flatMap(Place::source)
              .filter(source -> positions.stream().anyMatch(sent -> isAtOrAfter(source, sent)))
              .filter(source -> freshness.isWritten(place.get().descriptor()))
              .isPresent();
        });
  }

  private static boolean isAtOrAfter(Position source, Position sent) {
    return source.partition() == sent.partition() && source.offset() >= sent.offset();
  }

  /**
   * Until the picture cannot be found any more.
   *
   * @param before what was known before the deletion was produced
   */
  boolean awaitDeletion(String id, Optional<Place> before) throws InterruptedException {
    return await(
        () -> {
          Optional<Place> now = descriptors.find(id);
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
      Thread.sleep(PAUSE_MS);
    }
    return true;
  }
}
