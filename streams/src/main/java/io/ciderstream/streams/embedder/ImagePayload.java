package io.ciderstream.streams.embedder;

import io.ciderstream.schemas.Sha256;
import java.time.Instant;
import java.util.Map;

/**
 * The content of an image record.
 *
 * @param content the encoded picture
 * @param sha256 of the content, 64 hex digits in lower case
 * @param metadata strings, longs, doubles and booleans by name
 * @param capturedAt when it was captured, or null
 * @param release gives the content's memory back, if it was fetched
 */
record ImagePayload(
    byte[] content,
    String sha256,
    Map<String, Object> metadata,
    Instant capturedAt,
    Runnable release)
    implements AutoCloseable {

  /** Returns a picture that is in the record itself. */
  static ImagePayload of(byte[] content, Map<String, Object> metadata, Instant capturedAt) {
    return of(content, metadata, capturedAt, () -> {});
  }

  /** Returns a picture whose memory is given back with it. */
  static ImagePayload of(
      byte[] content, Map<String, Object> metadata, Instant capturedAt, Runnable release) {
    return new ImagePayload(content, Sha256.hex(content), metadata, capturedAt, release);
  }

  /** Releases the content, which may no longer be used. */
  @Override
  public void close() {
    release.run();
  }
}
