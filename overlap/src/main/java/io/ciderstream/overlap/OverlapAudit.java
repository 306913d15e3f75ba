package io.ciderstream.overlap;

import io.ciderstream.evaluation.data.DataReport;
import io.ciderstream.overlap.candidate.Candidate;
import io.ciderstream.overlap.candidate.CandidateFile;
import io.ciderstream.overlap.folder.AuditFacts;
import io.ciderstream.overlap.folder.AuditFolder;
import io.ciderstream.overlap.folder.Rates;
import io.ciderstream.overlap.list.ClassNames;
import io.ciderstream.overlap.list.TrainingList;
import io.ciderstream.overlap.review.PictureCopies;
import io.ciderstream.overlap.review.ReviewPage;
import io.ciderstream.overlap.verify.PairVerifier;
import io.ciderstream.overlap.verify.QueryPictures;
import io.ciderstream.overlap.verify.VerificationFile;
import io.ciderstream.overlap.verify.VerificationRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;

/**
 * An audit: lists the training pictures, finds candidates, verifies them and writes the page. What
 * is in the folder already is not done again. One thread.
 */
public final class OverlapAudit {
  private static final int THUMBNAIL = 480;

  private final AuditFolder folder;
  private final AuditInput input;
  private final AuditOptions options;
  private final LongSupplier nanoClock;
  private final AuditListener listener;

  /**
   * Creates an audit.
   *
   * @param nanoClock as {@link System#nanoTime}
   */
  public OverlapAudit(
      AuditFolder folder,
      AuditInput input,
      AuditOptions options,
      LongSupplier nanoClock,
      AuditListener listener) {
    this.folder = folder;
    this.input = input;
    this.options = options;
    this.nanoClock = nanoClock;
    this.listener = listener;
  }

  /**
   * Runs what is missing.
   *
   * @return how many pairs the page shows
   * @throws io.ciderstream.schemas.CiderException DATA_INVALID if a side cannot be read,
   *     SETTING_INVALID if the folder holds an audit of something else or has too little space
   */
  public int run() {
    AuditFacts facts = begin();
    Path root = Path.of(facts.root());
    QueryPictures queries =
        MirroredPictures.write(input.evaluation(), folder.mirrored(), input.limits());
    ClassNames names = new ClassNames(folder.trainingList(), input.training().categories());
    ExecutorService threads =
        Executors.newFixedThreadPool(
            options.threads(), Thread.ofPlatform().name("verify-", 0).daemon().factory());
    try {
      if (!Files.exists(folder.candidateFile())) {
        CandidateStep step =
            new CandidateStep(folder, input, options, queries, threads, nanoClock, listener);
        CandidateFile.write(folder.candidateFile(), step.run(facts, names));
      }
      List<Candidate> candidates = folder.candidates();
      listener.say("%,d candidates in %s.".formatted(candidates.size(), folder.candidateFile()));
      for (PairVerifier<?> verifier : input.verifiers()) {
        verify(verifier, candidates, queries, root, threads);
      }
    } finally {
      threads.shutdownNow();
    }
    return new ReviewPage(
            folder,
            new PictureCopies(folder.thumbnails(), input.limits(), THUMBNAIL),
            options.shownPerClass(),
            options.shown())
        .write(folder.pairs(), input.evaluation(), root);
  }

  private AuditFacts begin() {
    TrainingList list = folder.trainingList();
    DataReport report = new DataReport(folder.path(), listener::say);
    boolean begun = folder.facts().isPresent() && list.exists();
    AuditFacts facts =
        facts(
            begun
                ? TrainingList.count(input.training().images(), report)
                : list.write(input.training().images(), report));
    folder.begin(facts);
    listener.say(
        "training set: %,d pictures of %,d classes%s; evaluation set %s: %,d pictures."
            .formatted(
                facts.pictures(),
                facts.classes(),
                facts.unlabelled() == 0
                    ? ""
                    : ", %,d without a class are left out".formatted(facts.unlabelled()),
                facts.evaluation(),
                facts.queries()));
    return facts;
  }

  private AuditFacts facts(TrainingList.Totals totals) {
    return new AuditFacts(
        input.training().kind(),
        input.training().path().toAbsolutePath().normalize().toString(),
        totals.root().toString(),
        totals.pictures(),
        totals.classes(),
        totals.unlabelled(),
        input.evaluation().set(),
        input.evaluation().size(),
        "%s, hash %s".formatted(input.embedder().model().name(), input.embedder().model().hash()),
        options.candidates(),
        totals.digest(),
        input.evaluation().digest());
  }

  private <F> void verify(
      PairVerifier<F> verifier,
      List<Candidate> candidates,
      QueryPictures queries,
      Path root,
      ExecutorService threads) {
    VerificationFile file = VerificationFile.open(folder.path(), verifier);
    long start = nanoClock.getAsLong();
    String step = "verified by " + verifier.name();
    int verified =
        new VerificationRun<>(verifier, queries, root, threads)
            .run(candidates, file, (done, all) -> listener.show(step, done, all));
    double seconds = (nanoClock.getAsLong() - start) / 1e9;
    if (verified > 0 && seconds > 0) {
      folder.rates().put(Rates.verification(verifier.name()), verified / seconds);
    }
  }
}
