package io.ciderstream.cli.client;

import io.ciderstream.schemas.Await;
import io.ciderstream.schemas.CiderException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Repeats a call without end while its server is unavailable: for work that has begun, where giving
 * up would leave the user with an unknown result.
 *
 * @param reminder how long to wait before each warning
 * @param warning receives which server is unavailable
 */
public record OutageWait(Duration reminder, Consumer<String> warning) {
  private static final Duration REMINDER = Duration.ofSeconds(10);

  /** Warns every ten seconds. */
  public OutageWait(Consumer<String> warning) {
    this(REMINDER, warning);
  }

  /**
   * Returns the call's result.
   *
   * @param isOutage whether to wait after this failure
   * @throws CiderException any other failure
   */
  public <T> T call(Supplier<T> call, Predicate<RuntimeException> isOutage) {
    Attempt<T> attempt = new Attempt<>();
    Await.until(
        () -> attempt.succeeds(call, isOutage),
        reminder,
        () -> warning.accept(attempt.failure.getMessage()));
    return attempt.result;
  }

  private static final class Attempt<T> {
    private T result;
    private CiderException failure;

    boolean succeeds(Supplier<T> call, Predicate<RuntimeException> isOutage) {
      try {
        result = call.get();
        return true;
      } catch (CiderException e) {
        if (!isOutage.test(e)) {
          throw e;
        }
        failure = e;
        return false;
      }
    }
  }
}
