package io.ciderstream.overlap.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ciderstream.evaluation.data.ExclusionLine;
import io.ciderstream.evaluation.data.Removal;
import io.ciderstream.overlap.folder.AuditFacts;
import io.ciderstream.overlap.folder.AuditFolder;
import io.ciderstream.overlap.folder.AuditedPair;
import io.ciderstream.overlap.review.Mark;
import io.ciderstream.overlap.review.MarkFile;
import io.ciderstream.overlap.review.Marks;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.FileReplacement;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Writes {@code exclude.txt}, {@code report.md} and {@code report.json} of an audit. */
public final class AuditResult {
  private final AuditFolder folder;
  private final AuditFacts facts;
  private final Decisions decisions;
  private final Marks marks;
  private final Map<String, Integer> sizes;
  private final AutomaticRule automatic;

  private AuditResult(AuditFolder folder, AutomaticRule automatic) {
    List<AuditedPair> pairs = folder.pairs();
    this.folder = folder;
    this.automatic = automatic;
    this.facts = folder.facts().orElseThrow();
    this.marks = MarkFile.read(folder.marks());
    requireCandidates(pairs);
    this.decisions = Decisions.of(pairs, marks, automatic);
    this.sizes = folder.trainingList().sizes(decisions.removed().keySet());
  }

  /**
   * Decides by the marks and writes the files.
   *
   * @param automatic decides about pairs that nobody marked
   * @throws CiderException SETTING_INVALID if a mark "same" is about a pair that is no candidate
   */
  public static AuditResult write(AuditFolder folder, AutomaticRule automatic) {
    AuditResult result = new AuditResult(folder, automatic);
    ReportFiles report = new ReportFiles(result.summary(), result.decisions, result.sizes);
    Map<String, Double> rates = folder.rates().all();
    write(result.exclusions(), result.exclusionText());
    write(result.report(), report.markdown(rates));
    try {
      write(
          folder.path().resolve("report.json"),
          new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report.json(rates))
              + "\n");
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("The result cannot be written.", e);
    }
    return result;
  }

  /** Candidates that are chosen anew may lack a pair that someone marked before. */
  private void requireCandidates(List<AuditedPair> pairs) {
    Set<String> lost = new TreeSet<>();
    for (Map<String, Mark> own : marks.byInspector().values()) {
      own.keySet().stream().filter(pair -> own.get(pair) == Mark.SAME).forEach(lost::add);
    }
    pairs.forEach(pair -> lost.remove(pair.candidate().id()));
    if (!lost.isEmpty()) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID,
          "%s has %d marks 'same' about pairs that are no candidates any more, such as %s; run ./cider audit-overlap again with as many --neighbours and --named as when they were marked, or delete these lines."
              .formatted(folder.marks(), lost.size(), lost.iterator().next()));
    }
  }

  private static void write(Path file, String text) {
    FileReplacement.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the file that training reads: a class a line. */
  public Path exclusions() {
    return folder.path().resolve("exclude.txt");
  }

  /** Returns the report. */
  public Path report() {
    return folder.path().resolve("report.md");
  }

  private String exclusionText() {
    StringBuilder text = new StringBuilder();
    text.append("# classes of the training set that also occur in ")
        .append(facts.evaluation())
        .append("; by ./cider audit-overlap\n");
    decisions
        .removed()
        .keySet()
        .forEach(label -> text.append(ExclusionLine.of(label)).append('\n'));
    return text.toString();
  }

  /** Returns the counts. */
  public AuditSummary summary() {
    int pictures = sizes.values().stream().mapToInt(Integer::intValue).sum();
    return new AuditSummary(
        facts,
        new Removal(
            sizes.size(),
            pictures,
            (long) facts.classes() - sizes.size(),
            (long) facts.pictures() - pictures,
            List.of()),
        decisions.touchedQueries(),
        marks,
        automatic);
  }
}
