package io.ciderstream.overlap.verify;

import io.ciderstream.evaluation.feature.EvaluationImage;
import io.ciderstream.overlap.candidate.Candidate;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorKind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Verifies candidates, each against the query and against the mirrored query, several at a time. A
 * picture that cannot be read has nothing in common with any other.
 *
 * @param <F> the local features of a picture
 */
public final class VerificationRun<F> {
  private static final int BATCH = 64;

  private final PairVerifier<F> verifier;
  private final QueryPictures queries;
  private final Path root;
  private final ExecutorService threads;
  private final FeatureCache<Optional<F>> cache;
  private int query = -1;
  private Optional<F> plain = Optional.empty();
  private Optional<F> mirrored = Optional.empty();

  /** Receives how far the verification is. */
  public interface Progress {
    /** Shows how many candidates are verified. Called on the thread that runs. */
    void show(int done, int all);
  }

  /**
   * Creates a run.
   *
   * @param root folder of the training pictures
   * @param threads on which features are extracted and matched
   */
  public VerificationRun(
      PairVerifier<F> verifier, QueryPictures queries, Path root, ExecutorService threads) {
    this.verifier = verifier;
    this.queries = queries;
    this.root = root;
    this.threads = threads;
    this.cache = new FeatureCache<>(verifier.held());
  }

  /**
   * Verifies what is not verified yet.
   *
   * @param candidates by query
   * @param file receives the results
   * @return how many were verified now
   */
  public int run(List<Candidate> candidates, VerificationFile file, Progress progress) {
    Map<String, PairMatch> known = file.results();
    List<Candidate> missing =
        candidates.stream().filter(candidate -> !known.containsKey(candidate.id())).toList();
    int done = candidates.size() - missing.size();
    for (int from = 0; from < missing.size(); ) {
      int to = from + 1;
      int current = missing.get(from).query();
      while (to < missing.size() && to - from < BATCH && missing.get(to).query() == current) {
        to++;
      }
      file.append(verify(missing.subList(from, to)));
      done += to - from;
      from = to;
      progress.show(done, candidates.size());
    }
    return missing.size();
  }

  /** Verifies candidates of one query. */
  public List<VerifiedPair> verify(List<Candidate> candidates) {
    select(candidates.getFirst().query());
    List<Callable<VerifiedPair>> tasks = new ArrayList<>();
    Optional<F> ofPlain = plain;
    Optional<F> ofMirrored = mirrored;
    for (Candidate candidate : candidates) {
      tasks.add(() -> verify(candidate, ofPlain, ofMirrored));
    }
    try {
      List<VerifiedPair> results = new ArrayList<>();
      for (Future<VerifiedPair> result : threads.invokeAll(tasks)) {
        results.add(result.get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(
          "The verification was interrupted.", new InterruptedIOException(e.getMessage()));
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        default -> throw new IllegalStateException(e.getCause());
      }
    }
  }

  private void select(int next) {
    if (next != query) {
      plain = features(queries.plain().get(next));
      mirrored = features(queries.mirrored().get(next));
      query = next;
    }
  }

  private VerifiedPair verify(Candidate candidate, Optional<F> ofPlain, Optional<F> ofMirrored) {
    Optional<F> picture =
        cache.get(
            candidate.row(),
            row ->
                features(EvaluationImage.whole(candidate.file(), root.resolve(candidate.file()))));
    PairMatch match = match(ofPlain, picture);
    PairMatch mirroredMatch = match(ofMirrored, picture);
    return new VerifiedPair(
        candidate.query(),
        candidate.row(),
        mirroredMatch.inliers() > match.inliers() ? mirroredMatch.ofMirrored() : match);
  }

  private PairMatch match(Optional<F> ofQuery, Optional<F> ofPicture) {
    return ofQuery.isEmpty() || ofPicture.isEmpty()
        ? PairMatch.NONE
        : verifier.match(ofQuery.get(), ofPicture.get());
  }

  private Optional<F> features(EvaluationImage picture) {
    try {
      byte[] content = Files.readAllBytes(picture.file());
      return Optional.of(verifier.extract(content, picture.region(content)));
    } catch (IOException e) {
      return Optional.empty();
    } catch (CiderException e) {
      if (e.code().kind() == ErrorKind.INPUT) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
