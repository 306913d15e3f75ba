package io.ciderstream.streams.recall;

import io.ciderstream.index.DescriptorSample;
import io.ciderstream.index.DescriptorSearch;
import io.ciderstream.index.Match;
import io.ciderstream.index.Row;
import io.ciderstream.index.SearchRequest;
import io.ciderstream.index.SourcePosition;
import io.ciderstream.index.Vectors;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.streams.runtime.RoleObserver;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Estimates the recall of searches. The neighbours of a query are all rows at least as near as the
 * last match; the audit looks for them in a random sample of the rows, in which each row is equally
 * likely, and counts how many of them the search has returned. A sample of all rows gives the
 * recall itself. A row counts as missed only if it is still in the index as it was sampled.
 *
 * <p>Searches with a filter are not audited. Safe for use by several threads; one thread audits.
 */
public final class RecallAudit implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RecallAudit.class);
  private static final int MAX_WAITING = 16;
  private static final Duration SAMPLE_AGE = Duration.ofMinutes(10);

  /**
   * Servers round scores, and the sink adds jitter to copies of a picture: rows this close to the
   * last match count as equally near.
   */
  private static final float TIE = 5e-4f;

  private record Audited(SearchRequest request, List<Match> matches) {}

  private final RecallOptions options;
  private final DescriptorSearch index;
  private final DescriptorSample sampler;
  private final RoleObserver observer;
  private final BlockingQueue<Audited> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
  private final RecallWindow window;
  private final Thread thread;
  private List<Row> sample = List.of();
  private long sampledAt;

  /**
   * Creates an audit and starts its thread, unless it audits nothing.
   *
   * @param index confirms what was missed
   * @param sampler reads samples of the same rows
   */
  public RecallAudit(
      RecallOptions options,
      DescriptorSearch index,
      DescriptorSample sampler,
      RoleObserver observer) {
    this(options, index, sampler, observer, new RecallWindow());
  }

  private RecallAudit(
      RecallOptions options,
      DescriptorSearch index,
      DescriptorSample sampler,
      RoleObserver observer,
      RecallWindow window) {
    this.options = options;
    this.index = index;
    this.sampler = sampler;
    this.observer = observer;
    this.window = window;
    thread = Thread.ofPlatform().daemon().name("recall-audit").unstarted(this::run);
    if (options.share() > 0) {
      thread.start();
    }
  }

  /** Returns an audit that reads the same rows through another index and continues the estimate. */
  public RecallAudit continuedWith(DescriptorSearch other, DescriptorSample otherSampler) {
    return new RecallAudit(options, other, otherSampler, observer, window);
  }

  /** Accepts a share of the searches, and drops those that come while it is busy. Never blocks. */
  public void offer(SearchRequest request, List<Match> matches) {
    if (request.filter().isEmpty()
        && ThreadLocalRandom.current().nextDouble() < options.share()
        && !waiting.offer(new Audited(request, matches))) {
      observer.recallDropped();
    }
  }

  /** Returns the estimate of the latest audits; empty before the first. */
  public Optional<RecallEstimate> estimate() {
    return window.estimate();
  }

  private void run() {
    while (!Thread.interrupted()) {
      try {
        audit(waiting.take());
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.debug("a search was not audited", e);
        sample = List.of(); // it may be of another model
        observer.recallFailed();
      }
    }
  }

  private void audit(Audited audited) {
    if (sample.isEmpty() || System.nanoTime() - sampledAt > SAMPLE_AGE.toNanos()) {
      sample = sampler.sample(options.rows(), RandomGenerator.getDefault());
      sampledAt = System.nanoTime();
    }
    Map<ImageId, Match> matches = new HashMap<>();
    audited.matches().forEach(match -> matches.put(match.row().id(), match));
    boolean full = audited.matches().size() >= audited.request().topK();
    float least = full ? audited.matches().getLast().score() + TIE : Float.NEGATIVE_INFINITY;
    int found = 0;
    Map<ImageId, SourcePosition> unseen = new HashMap<>();
    for (Row row : sample) {
      Match match = matches.get(row.id());
      if (match != null) {
        found += match.row().source().equals(row.source()) ? 1 : 0;
      } else if (Vectors.cosine(audited.request().vector(), row.vector()) > least) {
        unseen.put(row.id(), row.source());
      }
    }
    int missed = missed(unseen);
    window.add(found, missed);
    observer.recallAudited(found, missed);
  }

  /** Returns how many of the rows are still in the index. */
  private int missed(Map<ImageId, SourcePosition> unseen) {
    if (unseen.isEmpty()) {
      return 0;
    }
    Map<ImageId, SourcePosition> now = index.sources(unseen.keySet());
    return (int)
        unseen.entrySet().stream()
            .filter(row -> row.getValue().equals(now.get(row.getKey())))
            .count();
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
