package io.ciderstream.streams.searcher;

import io.ciderstream.embedding.Box;
import io.ciderstream.embedding.Embedding;
import io.ciderstream.embedding.ImageEmbedder;
import io.ciderstream.embedding.Priority;
import io.ciderstream.index.Match;
import io.ciderstream.index.SearchRequest;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.avro.PartitionOffset;
import io.ciderstream.streams.fetch.Fetched;
import io.ciderstream.streams.fetch.PictureFetcher;
import io.ciderstream.streams.runtime.Futures;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** Answers a question: waits for the asked position, makes the vector, searches. */
final class Answerer {
  private final ImageEmbedder embedder;
  private final IndexCalls index;
  private final PictureFetcher fetcher;
  private final Duration freshnessPoll;
  private final Optional<IndexProgress> progress;

  Answerer(
      ImageEmbedder embedder,
      IndexCalls index,
      PictureFetcher fetcher,
      Duration freshnessPoll,
      Optional<IndexProgress> progress) {
    this.embedder = embedder;
    this.index = index;
    this.fetcher = fetcher;
    this.freshnessPoll = freshnessPoll;
    this.progress = progress;
  }

  private record Described(float[] vector, List<Box> boxes) {}

  /**
   * @throws CiderException INPUT codes; INDEX_BEHIND if the position was not reached in time; other
   *     DEPENDENCY codes, after which it may be tried again
   */
  Answer answer(Question question, Limits limits, Stopwatch watch) throws InterruptedException {
    awaitPositions(question.atLeast(), limits, watch);
    Described described = describe(question.subject(), limits, watch);
    long start = System.nanoTime();
    Duration left = limits.left();
    SearchRequest request =
        new SearchRequest(described.vector(), question.topK(), question.filter(), left);
    List<Match> matches = index.call(search -> search.search(request), left);
    watch.addSince("search", start);
    return Answer.ok(matches, described.boxes(), question.atLeast());
  }

  private void awaitPositions(List<PartitionOffset> positions, Limits limits, Stopwatch watch)
      throws InterruptedException {
    if (positions.isEmpty()) {
      return;
    }
    long start = System.nanoTime();
    for (PartitionOffset position : positions) {
      while (!holds(position, limits)) {
        if (limits.left().compareTo(freshnessPoll) <= 0) {
          throw new CiderException(
              ErrorCode.INDEX_BEHIND,
              "Offset %d of partition %d was asked for."
                  .formatted(position.getOffset(), position.getPartition()));
        }
        Thread.sleep(freshnessPoll);
      }
    }
    watch.addSince("freshness", start);
  }

  /** What the sink says counts, where it says something; a row in the index proves it as well. */
  private boolean holds(PartitionOffset position, Limits limits) throws InterruptedException {
    int partition = position.getPartition();
    long offset = position.getOffset();
    return progress.filter(said -> said.reached(partition, offset)).isPresent()
        || index.call(search -> search.holds(partition, offset), limits.left());
  }

  private Described describe(Question.Subject subject, Limits limits, Stopwatch watch)
      throws InterruptedException {
    return switch (subject) {
      case Question.Subject.Content(byte[] bytes, Optional<Box> region) ->
          embed(bytes, region, limits, watch);
      case Question.Subject.Uri(String uri, Optional<Box> region) -> {
        long start = System.nanoTime();
        try (Fetched fetched = fetcher.fetch(uri, limits.left())) {
          watch.addSince("fetch", start);
          yield embed(fetched.content(), region, limits, watch);
        }
      }
      case Question.Subject.Indexed(String id) -> stored(id, limits);
      case Question.Subject.Vector(float[] values) -> new Described(values, List.of());
    };
  }

  private Described embed(byte[] bytes, Optional<Box> region, Limits limits, Stopwatch watch)
      throws InterruptedException {
    try {
      Embedding made = Futures.await(embedder.embed(bytes, region, Priority.QUERY), limits.left());
      watch.add("decode", made.times().decode());
      watch.add("wait", made.times().waiting());
      watch.add("infer", made.times().infer());
      return new Described(made.vector(), made.boxes());
    } catch (TimeoutException e) {
      throw new CiderException(ErrorCode.EMBEDDER_BUSY, "The query's time is over.", e);
    }
  }

  private Described stored(String id, Limits limits) throws InterruptedException {
    return index
        .call(search -> search.get(id), limits.left())
        .map(row -> new Described(row.vector(), List.of()))
        .orElseThrow(
            () ->
                new CiderException(ErrorCode.IMAGE_UNKNOWN, "The image id is '%s'.".formatted(id)));
  }
}
