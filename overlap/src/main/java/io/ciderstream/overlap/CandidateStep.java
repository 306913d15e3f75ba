package io.ciderstream.overlap;

import io.ciderstream.evaluation.data.UniqueLineFile;
import io.ciderstream.evaluation.feature.EvaluationImage;
import io.ciderstream.evaluation.feature.Extraction;
import io.ciderstream.evaluation.feature.Features;
import io.ciderstream.evaluation.search.DescriptorMatrix;
import io.ciderstream.overlap.candidate.Candidate;
import io.ciderstream.overlap.candidate.CandidateSearch;
import io.ciderstream.overlap.candidate.NameMatches;
import io.ciderstream.overlap.folder.AuditFacts;
import io.ciderstream.overlap.folder.AuditFolder;
import io.ciderstream.overlap.folder.Rates;
import io.ciderstream.overlap.list.ClassNames;
import io.ciderstream.overlap.list.EvaluationSide;
import io.ciderstream.overlap.list.ListPart;
import io.ciderstream.overlap.verify.PairVerifier;
import io.ciderstream.overlap.verify.QueryPictures;
import io.ciderstream.overlap.verify.VerificationRun;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.function.LongSupplier;

/**
 * Embeds the training set part by part and searches each part. The first part is small: its rate
 * estimates the rest. One thread.
 */
final class CandidateStep {
  private static final int FIRST_PART = 256;
  private static final int MIN_MEASURED = 32;
  private static final int MEASURED_PAIRS = 16;

  private final AuditFolder folder;
  private final AuditInput input;
  private final AuditOptions options;
  private final QueryPictures queries;
  private final ExecutorService threads;
  private final LongSupplier nanoClock;
  private final AuditListener listener;
  private final UniqueLineFile unreadable;
  private int before;
  private int all;

  CandidateStep(
      AuditFolder folder,
      AuditInput input,
      AuditOptions options,
      QueryPictures queries,
      ExecutorService threads,
      LongSupplier nanoClock,
      AuditListener listener) {
    this.folder = folder;
    this.input = input;
    this.options = options;
    this.queries = queries;
    this.threads = threads;
    this.nanoClock = nanoClock;
    this.listener = listener;
    this.unreadable = new UniqueLineFile(folder.unreadable(), line -> {});
  }

  List<Candidate> run(AuditFacts facts, ClassNames names) {
    EvaluationSide side = input.evaluation();
    Path root = Path.of(facts.root());
    all = facts.pictures();
    Extraction extraction =
        new Extraction(
            input.embedder(),
            folder.features(),
            nanoClock,
            (done, part) -> listener.show("embedded", before + done, all));
    DescriptorMatrix plain = readable("evaluation pictures", extraction.extract(side.pictures()));
    DescriptorMatrix mirrored = extraction.extract(queries.mirrored()).descriptors();
    CandidateSearch search =
        new CandidateSearch(
            side,
            plain,
            mirrored,
            NameMatches.of(side.names(), names),
            options.neighbours(),
            options.perNamedClass());
    folder
        .trainingList()
        .readParts(
            Math.min(FIRST_PART, options.partSize()),
            options.partSize(),
            part -> {
              Features features = extraction.extract(images(part, root));
              features.unreadable().forEach(unreadable);
              if (part.first() == 0) {
                readable("first training pictures", features);
                estimate(part, features, root);
              }
              search.add(part, features.descriptors());
              before = part.first() + part.pictures().size();
            });
    return search.candidates(names);
  }

  private static List<EvaluationImage> images(ListPart part, Path root) {
    return part.pictures().stream()
        .map(picture -> EvaluationImage.whole(picture.file(), root.resolve(picture.file())))
        .toList();
  }

  /** A wrong folder must not look like a set without overlap. */
  private static DescriptorMatrix readable(String what, Features features) {
    DescriptorMatrix descriptors = features.descriptors();
    if (descriptors.missing().cardinality() == descriptors.count()) {
      throw new CiderException(
          ErrorCode.DATA_INVALID,
          "None of the %d %s can be read; the first: %s"
              .formatted(descriptors.count(), what, features.unreadable().getFirst()));
    }
    return descriptors;
  }

  private void estimate(ListPart part, Features features, Path root) {
    if (features.embedded() >= MIN_MEASURED) {
      folder.rates().put(Rates.EMBEDDING, features.embedded() * 1e9 / features.time().toNanos());
    }
    OptionalDouble rate = folder.rates().of(Rates.EMBEDDING);
    if (rate.isEmpty() || all == part.pictures().size()) {
      return; // too few to measure, or all are done
    }
    Map<String, Double> pairs = new TreeMap<>();
    for (PairVerifier<?> verifier : input.verifiers()) {
      pairs.put(verifier.name(), measure(verifier, part, root));
    }
    CostEstimate cost =
        new CostEstimate(
            all,
            input.embedder().model().dimension(),
            rate.getAsDouble(),
            free(),
            (long) input.evaluation().size() * Math.min(options.neighbours(), all),
            pairs);
    listener.say(cost.text());
    requireSpace(cost);
  }

  /** Returns the pairs per second of one query with the first training pictures. */
  private <F> double measure(PairVerifier<F> verifier, ListPart part, Path root) {
    List<Candidate> some =
        part.pictures().stream()
            .limit(MEASURED_PAIRS)
            .map(
                picture ->
                    new Candidate(
                        0, "", "", picture.row(), picture.file(), picture.label(), "", 0, false))
            .toList();
    long start = nanoClock.getAsLong();
    new VerificationRun<>(verifier, queries, root, threads).verify(some);
    return some.size() * 1e9 / Math.max(1, nanoClock.getAsLong() - start);
  }

  private long free() {
    try {
      return Files.getFileStore(folder.path()).getUsableSpace();
    } catch (IOException e) {
      throw new UncheckedIOException("The free space is unknown.", e);
    }
  }

  /** A memory-mapped file on a full disk ends the process instead of failing. */
  private void requireSpace(CostEstimate cost) {
    if (cost.bytes() - size(folder.features()) > cost.freeBytes()) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID,
          "The descriptors of %,d pictures need %,d bytes in %s, but only %,d are free; free some or use another --out."
              .formatted(all, cost.bytes(), folder.features(), cost.freeBytes()));
    }
  }

  private static long size(Path path) {
    try (var files = Files.list(path)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException e) {
      return 0;
    }
  }
}
