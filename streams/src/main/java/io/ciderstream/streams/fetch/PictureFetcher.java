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
   * Whether a failure of {@link #fetch} with URI_UNAVAILABLE is this picture's own: its host
   * answers for another picture, or stays away longer than {@code fetch.retry.ms} though the
   * network works. Asks the host.
   */
  boolean isPicturesOwn(CiderException failure) throws InterruptedException;

  @Override
  void close();
}
