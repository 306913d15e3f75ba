package io.ciderstream.streams.searcher;

import io.ciderstream.embedding.ImageEmbedder;
import io.ciderstream.index.Consistency;
import io.ciderstream.index.DescriptorSearch;
import io.ciderstream.index.Row;
import io.ciderstream.index.Vectors;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.streams.fetch.PictureFetcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * Answers a question: waits for the requested position, computes the vectors, searches, verifies,
 * groups.
 */
final class QuestionAnswerer {
  private final ImageEmbedder embedder;
  private final IndexCalls index;
  private final SubjectResolver subjects;
  private final CandidateSearch candidates;
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
    this.index = index;
    this.subjects = new SubjectResolver(embedder, index, fetcher);
    this.candidates = new CandidateSearch(index);
    this.margin = margin;
    this.positions = positions;
    this.partitions = partitions;
    this.verification = verification;
  }

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
    ResolvedQuery resolved = subjects.resolve(question, consistency, limits, watch);
    Optional<MatchVerifier> verifier = verifier(question, resolved);
    List<RankedMatch> ranked = find(question, consistency, resolved, verifier, limits, watch);
    Optional<ResolvedQuery> expanded = expanded(consistency, resolved, ranked, limits);
    if (expanded.isPresent()) {
      ranked = find(question, consistency, expanded.get(), verifier, limits, watch);
    }
    List<RankedMatch> page =
        MatchGroups.first(question.selection(), ranked).stream()
            .skip(question.page().offset())
            .limit(question.page().topK())
            .toList();
    return Answer.ok(page, resolved.boxes(), held);
  }

  /** Returns the positions that the index is known to hold now, for an answer without matches. */
  List<RecordPosition> held() {
    return positions.known(List.of());
  }

  /** Returns what verifies the matches of both searches; empty if nothing can or is to be. */
  private Optional<MatchVerifier> verifier(Question question, ResolvedQuery resolved) {
    return question.verify() == 0 || resolved.features().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new MatchVerifier(
                embedder.verification().orElseThrow(),
                resolved.features(),
                question.hasSeveralSubjects()));
  }

  /** Returns the matches in their final order. The image that is searched with stays first. */
  private List<RankedMatch> find(
      Question question,
      Consistency consistency,
      ResolvedQuery resolved,
      Optional<MatchVerifier> verifier,
      Limits limits,
      Stopwatch watch)
      throws InterruptedException {
    long start = System.nanoTime();
    List<RankedMatch> matches = candidates.find(question, resolved, consistency, limits);
    watch.addSince("search", start);
    if (verifier.isEmpty()) {
      return matches;
    }
    start = System.nanoTime();
    List<RankedMatch> ranked =
        verification.verify(verifier.get(), matches, question.verify(), limits.left());
    watch.addSince("verify", start);
    return resolved.own().map(own -> OwnImage.first(ranked, own)).orElse(ranked);
  }

  /**
   * Adds the vectors of verified matches to that of the query (Chum et al., ICCV 2007); empty if
   * there are none, or if the query has several vectors.
   */
  private Optional<ResolvedQuery> expanded(
      Consistency consistency, ResolvedQuery resolved, List<RankedMatch> ranked, Limits limits)
      throws InterruptedException {
    if (resolved.vectors().size() > 1) {
      return Optional.empty();
    }
    List<float[]> vectors = new ArrayList<>(resolved.vectors());
    for (ImageId id : verification.toExpandBy(ranked, resolved.own())) {
      index
          .call(consistency, search -> search.get(id, consistency), limits.left())
          .map(Row::vector)
          .ifPresent(vectors::add);
    }
    return vectors.size() == 1
        ? Optional.empty()
        : Vectors.direction(vectors).map(resolved::withVector);
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
}
