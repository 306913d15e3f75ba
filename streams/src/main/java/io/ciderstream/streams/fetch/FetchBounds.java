package io.ciderstream.streams.fetch;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;

/**
 * How much one instance of a role fetches at a time.
 *
 * @param fetches most fetches at a time
 * @param fetchesPerHost most of them from one host and port
 * @param pictureBytes the largest picture
 * @param bytes most bytes of pictures that are fetched or were fetched and are not embedded yet;
 *     one picture alone may exceed it
 */
public record FetchBounds(int fetches, int fetchesPerHost, int pictureBytes, long bytes) {

  /** Rejects impossible values with SETTING_INVALID. */
  public FetchBounds {
    if (fetches < 1 || fetchesPerHost < 1 || pictureBytes < 1 || bytes < 1) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID,
          "%s (%d), %s (%d), %s (%d) and the largest picture (%d bytes) must be positive."
              .formatted(
                  FetchSettings.CONCURRENT,
                  fetches,
                  FetchSettings.CONCURRENT_PER_HOST,
                  fetchesPerHost,
                  FetchSettings.BYTES,
                  bytes,
                  pictureBytes));
    }
  }
}
