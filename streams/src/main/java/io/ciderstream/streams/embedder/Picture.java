package io.ciderstream.streams.embedder;

import java.time.Instant;
import java.util.Map;

/**
 * What an image record says.
 *
 * @param content the encoded picture
 * @param metadata strings, longs, doubles and booleans by name
 * @param capturedAt when it was taken, or null
 */
record Picture(byte[] content, Map<String, Object> metadata, Instant capturedAt) {}
