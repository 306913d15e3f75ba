package io.ciderstream.streams.fetch;

import io.ciderstream.schemas.CiderException;
import java.time.Duration;

/** Gets an encoded picture by its uri. */
public interface PictureFetcher extends AutoCloseable {
  /** For {@link #fetch}: as long as it takes. */
  Duration WITHOUT_END = Duration.ofDays(36_500);

  /**
   * Waits until there is room among the other fetches, and fetches.
   *
   * @param timeout how long waiting and fetching may take together
   * @return the whole content; to be closed once it is no longer used
   * @throws CiderException URI_REFUSED, URI_NOT_FOUND, VALUE_TOO_LARGE, URI_UNAVAILABLE
   */
  FetchedPicture fetch(String uri, Duration timeout) throws InterruptedException;

  /**
   * Returns whether a failure of {@link #fetch} with URI_UNAVAILABLE is caused by this picture
   * alone: its host serves other pictures, or has been unreachable for longer than {@code
   * fetch.retry.ms} although the network works.
   */
  boolean isPicturesOwn(CiderException failure) throws InterruptedException;

  @Override
  void close();
}
