package io.ciderstream.streams.fetch;

/**
 * A fetched picture, which counts in {@code fetch.bytes} until it is closed.
 *
 * @param content the whole content
 * @param reservation gives its bytes back
 */
public record FetchedPicture(byte[] content, Runnable reservation) implements AutoCloseable {
  /** The content may no longer be used: its memory is given to others. */
  @Override
  public void close() {
    reservation.run();
  }
}
