package io.ciderstream.train.learn.model;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Says now and then how far a pass over pictures is. On the training thread.
 *
 * @param lines gets a sentence every {@link #INTERVAL}
 */
public record PassProgress(InstantSource clock, Consumer<String> lines) {
  /** Time between two sentences. */
  static final Duration INTERVAL = Duration.ofSeconds(10);

  /**
   * Begins a pass.
   *
   * @param what is done with the pictures, as the begin of a sentence
   * @param all pictures of the pass
   * @return receives how many pictures are done
   */
  public IntConsumer begin(String what, int all) {
    Instant started = clock.instant();
    return new IntConsumer() {
      private Instant said = started;

      @Override
      public void accept(int done) {
        Instant now = clock.instant();
        if (done < all && Duration.between(said, now).compareTo(INTERVAL) >= 0) {
          said = now;
          double seconds = Duration.between(started, now).toMillis() / 1e3;
          lines.accept(
              String.format(
                  Locale.ROOT,
                  "%s: %,d of %,d pictures, %.1f a second",
                  what,
                  done,
                  all,
                  done / seconds));
        }
      }
    };
  }
}
