package io.ciderstream.streams.embedder;

import java.time.Instant;
import java.util.Map;

/**
 * The content of an image record.
 *
 * @param content the encoded picture
 * @param metadata strings, longs, doubles and booleans by name
 * @param capturedAt when it was captured, or null
 * @param release gives the content's memory back, if it was fetched
 */
record ImagePayload(
    byte[] content, Map<String, Object> metadata, Instant capturedAt, Runnable release)
    implements AutoCloseable {

  /** Returns a picture that is in the record itself. */
  static ImagePayload of(byte[] content, Map<String, Object> metadata, Instant capturedAt) {
    return new ImagePayload(content, metadata, capturedAt, () -> {});
  }

  /** Releases the content, which may no longer be used. */
  @Override
  public void close() {
    release.run();
  }
}
