package io.ciderstream.streams.searcher;

import io.ciderstream.embedding.ImageEmbedder;
import io.ciderstream.embedding.result.Embedding;
import io.ciderstream.index.Consistency;
import io.ciderstream.index.Row;
import io.ciderstream.index.Vectors;
import io.ciderstream.schemas.BoundingBox;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.ErrorKind;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.streams.fetch.FetchedPicture;
import io.ciderstream.streams.fetch.PictureFetcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Embeds, fetches or looks up what a query searches with, one subject after the other. Safe for use
 * by several threads.
 */
final class SubjectResolver {
  private final QueryEmbedder pictures;
  private final IndexCalls index;
  private final PictureFetcher fetcher;

  SubjectResolver(ImageEmbedder embedder, IndexCalls index, PictureFetcher fetcher) {
    this.pictures = new QueryEmbedder(embedder);
    this.index = index;
    this.fetcher = fetcher;
  }

  /**
   * @param features of the picture, if it has any
   * @param row of the image, if it is an indexed one
   */
  private record Resolved(
      float[] vector,
      List<BoundingBox> boxes,
      Optional<QueryFeatures> features,
      Optional<Row> row) {}

  /**
   * Returns what to search with.
   *
   * @param watch times the stages
   * @throws CiderException INPUT codes, IMAGE_UNKNOWN, DEPENDENCY codes
   */
  ResolvedQuery resolve(Question question, Consistency consistency, Limits limits, Stopwatch watch)
      throws InterruptedException {
    List<Resolved> all = new ArrayList<>();
    SortedMap<Integer, QueryFeatures> features = new TreeMap<>();
    for (Question.Subject subject : question.subjects()) {
      int number = all.size();
      Resolved resolved;
      try {
        resolved = resolve(subject, consistency, limits, watch);
      } catch (CiderException e) {
        throw question.hasSeveralSubjects() ? numbered(number, e) : e;
      }
      resolved.features().ifPresent(found -> features.put(number, found));
      all.add(resolved);
    }
    List<float[]> vectors = all.stream().map(Resolved::vector).toList();
    Resolved first = all.getFirst();
    boolean single = !question.hasSeveralSubjects();
    return new ResolvedQuery(
        question.combination() == Question.Combination.ANY ? vectors : List.of(mean(vectors)),
        single ? first.boxes() : List.of(),
        features,
        single && !question.selection().excludeSelf() ? first.row() : Optional.empty());
  }

  /** Says which of the pictures is wrong. */
  private static CiderException numbered(int number, CiderException e) {
    return e.code().kind() == ErrorKind.INPUT
        ? new CiderException(
            e.code(), "Picture %d of the query: %s".formatted(number + 1, e.detail()), e)
        : e;
  }

  private static float[] mean(List<float[]> vectors) {
    return vectors.size() == 1
        ? vectors.getFirst()
        : Vectors.direction(vectors)
            .orElseThrow(
                () ->
                    new CiderException(
                        ErrorCode.QUERY_INVALID,
                        "The mean of the pictures' descriptors is zero; set combine to any."));
  }

  private Resolved resolve(
      Question.Subject subject, Consistency consistency, Limits limits, Stopwatch watch)
      throws InterruptedException {
    return switch (subject) {
      case Question.Subject.Content(byte[] bytes, Optional<BoundingBox> region) ->
          embed(bytes, region, limits, watch);
      case Question.Subject.Uri(String uri, Optional<BoundingBox> region) -> {
        long start = System.nanoTime();
        try (FetchedPicture fetched = fetcher.fetch(uri, limits.left())) {
          watch.addSince("fetch", start);
          yield embed(fetched.content(), region, limits, watch);
        }
      }
      case Question.Subject.Indexed(ImageId id) -> stored(id, consistency, limits);
      case Question.Subject.Vector(float[] values, Optional<String> model) ->
          new Resolved(values, List.of(), Optional.empty(), Optional.empty());
    };
  }

  private Resolved embed(byte[] bytes, Optional<BoundingBox> region, Limits limits, Stopwatch watch)
      throws InterruptedException {
    Embedding made = pictures.embed(bytes, region, limits);
    watch.add("decode", made.times().decode());
    watch.add("wait", made.times().waiting());
    watch.add("infer", made.times().infer());
    return new Resolved(
        made.vector(),
        made.boxes(),
        made.localFeatures().map(features -> new QueryFeatures(features, region)),
        Optional.empty());
  }

  private Resolved stored(ImageId id, Consistency consistency, Limits limits)
      throws InterruptedException {
    return index
        .call(consistency, search -> search.get(id, consistency), limits.left())
        .map(
            row ->
                new Resolved(row.vector(), List.of(), QueryFeatures.stored(row), Optional.of(row)))
        .orElseThrow(
            () ->
                new CiderException(
                    ErrorCode.IMAGE_UNKNOWN, "The image id is '%s'.".formatted(id.value())));
  }
}
