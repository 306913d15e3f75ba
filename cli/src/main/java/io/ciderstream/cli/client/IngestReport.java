package io.ciderstream.cli.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The result of an ingest.
 *
 * @param sent pictures produced
 * @param indexed pictures that can be found now
 * @param refused by image id: the code of each dead letter
 * @param unreadable ids of files that could not be read when it was their turn
 * @param embedding time from the first record sent to the last descriptor or dead letter
 * @param total time until all could be found
 */
public record IngestReport(
    int sent,
    int indexed,
    Map<String, String> refused,
    List<String> unreadable,
    Duration embedding,
    Duration total) {
  /** Copies the collections. */
  public IngestReport {
    refused = Map.copyOf(refused);
    unreadable = List.copyOf(unreadable);
  }

  /** Returns how many pictures a second were embedded. */
  public double rate() {
    return sent * 1e9 / Math.max(1, embedding.toNanos());
  }
}
