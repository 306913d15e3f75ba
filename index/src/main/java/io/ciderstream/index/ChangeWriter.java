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
   * Makes all changes durable before it returns, except those that are at fault themselves. Of
   * several changes to one key the last one counts; if it is refused, the one before.
   *
   * @return the refused changes, by identity, with the reason
   * @throws CiderException of kind DEPENDENCY: some changes may have been made, write the same list
   *     again; or CONFIGURATION
   */
  Map<C, CiderException> write(List<C> changes);

  /**
   * Makes all changes durable before it returns.
   *
   * @throws CiderException see {@link #write}, and the reason of the first refused change; the
   *     others are written then
   */
  default void apply(List<C> changes) {
    write(changes).values().stream()
        .findFirst()
        .ifPresent(
            refusal -> {
              throw refusal;
            });
  }

  /**
   * Returns the number of calls that were to change rows and were not answered. The server may
   * carry such a call out later, even after a newer one.
   */
  long unanswered();

  /**
   * Sends a call that changes nothing, and returns when the server has answered it.
   *
   * @throws CiderException INDEX_UNAVAILABLE if it does not
   */
  void probe();

  /** Tells that another writer may change the rows of earlier changes from now on. */
  default void released() {}

  @Override
  void close();
}
