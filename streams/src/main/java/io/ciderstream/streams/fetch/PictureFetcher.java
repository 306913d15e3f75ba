package io.ciderstream.streams.fetch;

/** Gets an encoded picture by its uri. */
public interface PictureFetcher extends AutoCloseable {
  /**
   * @return the whole content
   * @throws io.ciderstream.schemas.CiderException URI_REFUSED, URI_NOT_FOUND, VALUE_TOO_LARGE,
   *     URI_UNAVAILABLE
   */
  byte[] fetch(String uri) throws InterruptedException;

  @Override
  void close();
}
