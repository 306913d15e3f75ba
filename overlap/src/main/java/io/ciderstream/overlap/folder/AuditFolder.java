package io.ciderstream.overlap.folder;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ciderstream.overlap.candidate.Candidate;
import io.ciderstream.overlap.candidate.CandidateFile;
import io.ciderstream.overlap.list.TrainingList;
import io.ciderstream.overlap.verify.VerificationFile;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.FileReplacement;
import io.ciderstream.schemas.FileTrouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of one audit.
 *
 * @param path the folder
 */
public record AuditFolder(Path path) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FACTS = "audit.json";

  /**
   * Opens the folder of an audit, which must be begun.
   *
   * @throws CiderException SETTING_INVALID if it is not
   */
  public static AuditFolder existing(Path path) {
    AuditFolder folder = new AuditFolder(path);
    if (folder.facts().isEmpty()) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID,
          "%s is not the folder of an audit; ./cider audit-overlap --out makes one."
              .formatted(path));
    }
    return folder;
  }

  /** Creates the folder if there is none. */
  public static AuditFolder create(Path path) {
    try {
      Files.createDirectories(path);
      return new AuditFolder(path);
    } catch (IOException e) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID,
          "The folder %s cannot be written: %s.".formatted(path, FileTrouble.reason(e)),
          e);
    }
  }

  /** Returns what the audit is about; empty if it is not begun. */
  public Optional<AuditFacts> facts() {
    Path file = path.resolve(FACTS);
    try {
      return Files.exists(file)
          ? Optional.of(JSON.readValue(file.toFile(), AuditFacts.class))
          : Optional.empty();
    } catch (IOException e) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID, "%s cannot be read; use another --out.".formatted(file), e);
    }
  }

  /**
   * Keeps what the audit is about. Candidates that were chosen in another way are dropped.
   *
   * @throws CiderException SETTING_INVALID if the folder holds an audit of something else
   */
  public void begin(AuditFacts facts) {
    Optional<AuditFacts> before = facts();
    before
        .map(AuditFacts::identity)
        .ifPresent(
            identity ->
                identity.forEach(
                    (name, value) -> requireSame(name, value, facts.identity().get(name))));
    try {
      if (before.filter(old -> !old.candidates().equals(facts.candidates())).isPresent()) {
        Files.deleteIfExists(candidateFile());
      }
      FileReplacement.write(
          path.resolve(FACTS), JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(facts));
    } catch (IOException e) {
      throw new UncheckedIOException("The folder of the audit cannot be written.", e);
    }
  }

  private void requireSame(String name, String before, String now) {
    if (before != null && !before.equals(now)) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID,
          "The audit in %s has another %s: %s, not %s; use another --out or delete the folder."
              .formatted(path, name, before, now));
    }
  }

  /** Returns the list of the training pictures. */
  public TrainingList trainingList() {
    return new TrainingList(path.resolve("training.csv"));
  }

  /** Returns the folder of the descriptors. */
  public Path features() {
    return path.resolve("features");
  }

  /** Returns the folder of the mirrored evaluation pictures. */
  public Path mirrored() {
    return path.resolve("mirrored");
  }

  /** Returns the file of the candidates. */
  public Path candidateFile() {
    return path.resolve("candidates.csv");
  }

  /** Returns the file of pictures that cannot be read. */
  public Path unreadable() {
    return path.resolve("unreadable.txt");
  }

  /** Returns the measured rates. */
  public Rates rates() {
    return new Rates(path.resolve("rates.json"));
  }

  /** Returns the page. */
  public Path page() {
    return path.resolve("review.html");
  }

  /** Returns the folder of the page's pictures. */
  public Path thumbnails() {
    return path.resolve("thumbnails");
  }

  /** Returns the file of the inspectors' marks. */
  public Path marks() {
    return path.resolve("marks.csv");
  }

  /**
   * Returns all candidates, in the order of the file.
   *
   * @throws CiderException SETTING_INVALID if the candidates are not found yet
   */
  public List<Candidate> candidates() {
    if (!Files.exists(candidateFile())) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID,
          "The audit in %s has no candidates yet; run ./cider audit-overlap again, it continues."
              .formatted(path));
    }
    return CandidateFile.read(candidateFile());
  }

  /**
   * Returns all candidates with the results so far, in the order of the file.
   *
   * @throws CiderException SETTING_INVALID if the candidates are not found yet
   */
  public List<AuditedPair> pairs() {
    List<Candidate> candidates = candidates();
    List<VerificationFile.Results> results = results();
    return candidates.stream().map(candidate -> AuditedPair.of(candidate, results)).toList();
  }

  private List<VerificationFile.Results> results() {
    String pattern = VerificationFile.name("[a-z]+").replace(".", "\\.");
    try (Stream<Path> files = Files.list(path)) {
      return files
          .filter(file -> file.getFileName().toString().matches(pattern))
          .sorted()
          .map(VerificationFile::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("The folder of the audit cannot be read.", e);
    }
  }
}
