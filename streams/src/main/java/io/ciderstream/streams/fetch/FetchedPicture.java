package io.ciderstream.streams.fetch;

/**
 * A fetched picture, which counts in {@code fetch.bytes} until it is closed.
 *
 * @param content the whole content
 * @param reservation gives its bytes back
 */
public record FetchedPicture(byte[] content, Runnable reservation) implements AutoCloseable {
  /** Releases the content, which may no longer be used. */
  @Override
  public void close() {
    reservation.run();
  }
}
