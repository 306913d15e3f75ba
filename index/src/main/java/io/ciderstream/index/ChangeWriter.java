package io.ciderstream.index;

import io.ciderstream.schemas.CiderException;
import java.util.List;
import java.util.Map;

/**
 * Writes changes in the order of the log. One thread at a time.
 *
 * @param <C> a change
 */
public interface ChangeWriter<C> extends AutoCloseable {
  /**
   * Makes all valid changes durable before it returns. Of several changes to one key the last one
   * counts; if it is rejected, the one before.
   *
   * @return the rejected changes, by identity, with the reason
   * @throws CiderException of kind DEPENDENCY if some changes may not be written, so that the
   *     caller must write the same list again; or of kind CONFIGURATION
   */
  Map<C, CiderException> write(List<C> changes);

  /**
   * Makes all changes durable before it returns.
   *
   * @throws CiderException see {@link #write}; or the reason of the first rejected change, after
   *     the others were written
   */
  default void apply(List<C> changes) {
    write(changes).values().stream()
        .findFirst()
        .ifPresent(
            rejection -> {
              throw rejection;
            });
  }

  /**
   * Returns the number of calls that change rows and got no response. The server may still execute
   * such a call, even after a newer one.
   */
  long unanswered();

  /**
   * Sends a call that changes nothing, and returns when the server has responded.
   *
   * @throws CiderException INDEX_UNAVAILABLE if it does not respond in time
   */
  void probe();

  /** Notifies the writer that another one may change the rows of earlier changes from now on. */
  default void released() {}

  @Override
  void close();
}
