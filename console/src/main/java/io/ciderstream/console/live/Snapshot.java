package io.ciderstream.console.live;

import io.ciderstream.schemas.CanaryReport;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The system at one moment.
 *
 * @param atMs when, epoch milliseconds
 * @param imagesIn records ever produced to the images topic
 * @param described descriptors read by this console
 * @param indexed those of them that the sink has written
 * @param pictures image ids with a descriptor
 * @param picturesEstimated whether their number is an estimate
 * @param deadLetters dead letters seen
 * @param misplaced of the image ids that changed last: those with a picture in another partition
 *     than that of their key's hash
 * @param inPerSecond images produced
 * @param describedPerSecond new descriptors
 * @param indexedPerSecond descriptors written
 * @param embedderLag images that the embedder has not finished
 * @param sinkLag descriptors that the sink has not written
 * @param searcherLag queries that the searcher has not finished
 * @param freshness how long a picture took from produced to searchable
 * @param canary what the searcher that sends canaries has measured; null before the first
 * @param searchable by partition of the images topic: up to which offset all is searchable
 * @param caughtUp whether the last records of the descriptors topic were read
 * @param brokerReached whether Kafka answered
 */
public record Snapshot(
    long atMs,
    long imagesIn,
    long described,
    long indexed,
    long pictures,
    boolean picturesEstimated,
    long deadLetters,
    long misplaced,
    double inPerSecond,
    double describedPerSecond,
    double indexedPerSecond,
    long embedderLag,
    long sinkLag,
    long searcherLag,
    Percentiles freshness,
    Canary canary,
    Map<Integer, Long> searchable,
    boolean caughtUp,
    boolean brokerReached) {

  /** Copies the map. */
  public Snapshot {
    searchable = Map.copyOf(searchable);
  }

  /**
   * What the latest canary reported.
   *
   * @param seenMs when this console read it, epoch milliseconds
   * @param stagesMs milliseconds by stage of the canary before it
   * @param lost canaries that no search found
   * @param recall of the audited searches; null before the first
   */
  public record Canary(
      long seenMs, Map<String, Long> stagesMs, long lost, CanaryReport.Recall recall) {
    private static final long MICROS_PER_MS = 1_000;

    Canary(long seenMs, CanaryReport report) {
      this(
          seenMs,
          report.stages().entrySet().stream()
              .collect(
                  Collectors.toMap(Map.Entry::getKey, stage -> stage.getValue() / MICROS_PER_MS)),
          report.lost(),
          report.recall().orElse(null));
    }
  }

  /**
   * Percentiles of a sample.
   *
   * @param p50Ms median in milliseconds; 0 if there is none
   * @param p99Ms 99th percentile in milliseconds; 0 if there is none
   * @param count size of the sample
   */
  public record Percentiles(long p50Ms, long p99Ms, int count) {}
}
