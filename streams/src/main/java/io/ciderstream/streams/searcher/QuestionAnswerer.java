package io.ciderstream.streams.searcher;

import io.ciderstream.embedding.ImageEmbedder;
import io.ciderstream.embedding.result.Embedding;
import io.ciderstream.index.Consistency;
import io.ciderstream.index.DescriptorSearch;
import io.ciderstream.index.Match;
import io.ciderstream.index.Row;
import io.ciderstream.index.SearchRequest;
import io.ciderstream.index.Vectors;
import io.ciderstream.schemas.BoundingBox;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.streams.fetch.FetchedPicture;
import io.ciderstream.streams.fetch.PictureFetcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * Answers a question: waits for the requested position, computes the vector, searches, verifies.
 */
final class QuestionAnswerer {
  private final ImageEmbedder embedder;
  private final QueryEmbedder pictures;
  private final IndexCalls index;
  private final PictureFetcher fetcher;
  private final Duration margin;
  private final PositionWatcher positions;
  private final IntSupplier partitions;
  private final VerificationStage verification;

  /**
   * Creates a question answerer.
   *
   * @param partitions of the images topic; very many or 0 if that is not known
   * @param margin how long before a query's time is over it ends to wait for a position
   */
  QuestionAnswerer(
      ImageEmbedder embedder,
      IndexCalls index,
      PictureFetcher fetcher,
      Duration margin,
      PositionWatcher positions,
      IntSupplier partitions,
      VerificationStage verification) {
    this.embedder = embedder;
    this.pictures = new QueryEmbedder(embedder);
    this.index = index;
    this.fetcher = fetcher;
    this.margin = margin;
    this.positions = positions;
    this.partitions = partitions;
    this.verification = verification;
  }

  /**
   * @param features of the picture, if it has any
   * @param own the row of the image that is searched with, if it is an indexed one
   */
  private record Described(
      float[] vector,
      List<BoundingBox> boxes,
      Optional<QueryFeatures> features,
      Optional<Row> own) {}

  /**
   * Answers a query.
   *
   * @throws CiderException INPUT codes; INDEX_BEHIND if the position was not reached in time; other
   *     DEPENDENCY codes, after which it may be tried again
   */
  Answer answer(Question question, Limits limits, Stopwatch watch) throws InterruptedException {
    requireVerifiable(question);
    awaitPositions(question.atLeast(), limits, watch);
    // before the search, which may see more than this
    List<RecordPosition> held = positions.known(question.atLeast());
    Consistency consistency = consistency(question, limits);
    Described described = describe(question, consistency, limits, watch);
    Optional<MatchVerifier> verifier = verifier(question, described);
    List<RankedMatch> ranked = find(question, consistency, described, verifier, limits, watch);
    Optional<Described> expanded = expanded(consistency, described, ranked, limits);
    if (expanded.isPresent()) {
      ranked = find(question, consistency, expanded.get(), verifier, limits, watch);
    }
    return Answer.ok(ranked.stream().limit(question.topK()).toList(), described.boxes(), held);
  }

  /** Returns the positions that the index is known to hold now, for an answer without matches. */
  List<RecordPosition> held() {
    return positions.known(List.of());
  }

  /** Returns what verifies the matches of both searches; empty if nothing can or is to be. */
  private Optional<MatchVerifier> verifier(Question question, Described described) {
    return question.verify() == 0
        ? Optional.empty()
        : described
            .features()
            .map(features -> new MatchVerifier(embedder.verification().orElseThrow(), features));
  }

  /** Returns the matches in their final order. The image that is searched with stays first. */
  private List<RankedMatch> find(
      Question question,
      Consistency consistency,
      Described described,
      Optional<MatchVerifier> verifier,
      Limits limits,
      Stopwatch watch)
      throws InterruptedException {
    long start = System.nanoTime();
    Duration left = limits.left();
    SearchRequest request =
        new SearchRequest(
            described.vector(),
            question.candidates(),
            question.filter(),
            consistency,
            left,
            question.verify());
    List<Match> matches = index.call(consistency, search -> search.search(request), left);
    if (described.own().isPresent()) {
      matches = ownFirst(described.own().get(), matches, question, consistency, limits);
    }
    watch.addSince("search", start);
    if (verifier.isEmpty()) {
      return matches.stream().map(RankedMatch::unchecked).toList();
    }
    start = System.nanoTime();
    List<RankedMatch> ranked =
        verification.verify(verifier.get(), matches, question.verify(), limits.left());
    watch.addSince("verify", start);
    return described.own().map(own -> OwnImage.first(ranked, own)).orElse(ranked);
  }

  /**
   * Adds the vectors of verified matches to that of the query (Chum et al., ICCV 2007); empty if
   * there are none.
   */
  private Optional<Described> expanded(
      Consistency consistency, Described described, List<RankedMatch> ranked, Limits limits)
      throws InterruptedException {
    List<float[]> vectors = new ArrayList<>(List.of(described.vector()));
    for (ImageId id : verification.toExpandBy(ranked, described.own())) {
      index
          .call(consistency, search -> search.get(id, consistency), limits.left())
          .map(Row::vector)
          .ifPresent(vectors::add);
    }
    return vectors.size() == 1
        ? Optional.empty()
        : Vectors.direction(vectors)
            .map(
                vector ->
                    new Described(
                        vector, described.boxes(), described.features(), described.own()));
  }

  private void requireVerifiable(Question question) {
    if (question.verify() > 0 && embedder.verification().isEmpty()) {
      throw new CiderException(
          ErrorCode.QUERY_INVALID,
          "verify is %d, but the model %s has no local features. Set verify to 0, or serve another model."
              .formatted(question.verify(), embedder.model().name()));
    }
  }

  /**
   * Returns how to read: a bounded read may miss the position that the query has just waited for.
   */
  private Consistency consistency(Question question, Limits limits) throws InterruptedException {
    return question.atLeast().isEmpty()
        ? Consistency.BOUNDED
        : index.call(Consistency.STRONG, DescriptorSearch::now, limits.left());
  }

  private void awaitPositions(List<RecordPosition> asked, Limits limits, Stopwatch watch)
      throws InterruptedException {
    if (asked.isEmpty()) {
      return;
    }
    long start = System.nanoTime();
    for (RecordPosition position : asked) {
      awaitPosition(position, limits.left().minus(margin));
    }
    watch.addSince("freshness", start);
  }

  private void awaitPosition(RecordPosition position, Duration left) throws InterruptedException {
    try {
      positions.await(position, left);
    } catch (CiderException e) {
      int known = partitions.getAsInt();
      if (e.code() == ErrorCode.INDEX_BEHIND && known > 0 && position.partition() >= known) {
        throw new CiderException(
            ErrorCode.QUERY_INVALID,
            "at_least names partition %d, but the topic of images has %d."
                .formatted(position.partition(), known),
            e);
      }
      throw e;
    }
  }

  /**
   * Returns the matches with the image itself first, which an approximate search may have missed.
   */
  private List<Match> ownFirst(
      Row own, List<Match> matches, Question question, Consistency consistency, Limits limits)
      throws InterruptedException {
    boolean passes =
        OwnImage.in(matches, own).isPresent()
            || index.call(
                consistency,
                search -> search.passes(own.id(), question.filter(), consistency),
                limits.left());
    return passes ? OwnImage.first(matches, own, question.candidates()) : matches;
  }

  private Described describe(
      Question question, Consistency consistency, Limits limits, Stopwatch watch)
      throws InterruptedException {
    return switch (question.subject()) {
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
          new Described(values, List.of(), Optional.empty(), Optional.empty());
    };
  }

  private Described embed(
      byte[] bytes, Optional<BoundingBox> region, Limits limits, Stopwatch watch)
      throws InterruptedException {
    Embedding made = pictures.embed(bytes, region, limits);
    watch.add("decode", made.times().decode());
    watch.add("wait", made.times().waiting());
    watch.add("infer", made.times().infer());
    return new Described(
        made.vector(),
        made.boxes(),
        made.localFeatures().map(features -> new QueryFeatures(features, region)),
        Optional.empty());
  }

  private Described stored(ImageId id, Consistency consistency, Limits limits)
      throws InterruptedException {
    return index
        .call(consistency, search -> search.get(id, consistency), limits.left())
        .map(
            row ->
                new Described(row.vector(), List.of(), QueryFeatures.stored(row), Optional.of(row)))
        .orElseThrow(
            () ->
                new CiderException(
                    ErrorCode.IMAGE_UNKNOWN, "The image id is '%s'.".formatted(id.value())));
  }
}
