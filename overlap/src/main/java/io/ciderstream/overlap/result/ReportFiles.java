package io.ciderstream.overlap.result;

import io.ciderstream.evaluation.data.Removal;
import io.ciderstream.overlap.candidate.Candidate;
import io.ciderstream.overlap.folder.AuditFacts;
import io.ciderstream.overlap.folder.AuditedPair;
import io.ciderstream.overlap.verify.PairMatch;
import io.ciderstream.terminal.MarkdownTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The report of an audit, for people and for programs. */
final class ReportFiles {
  private final AuditSummary summary;
  private final Decisions decisions;
  private final Map<String, Integer> sizes;

  ReportFiles(AuditSummary summary, Decisions decisions, Map<String, Integer> sizes) {
    this.summary = summary;
    this.decisions = decisions;
    this.sizes = sizes;
  }

  String markdown(Map<String, Double> rates) {
    AuditFacts facts = summary.facts();
    StringBuilder text = new StringBuilder("# Overlap audit\n\n");
    text.append(plain(summary.text())).append("\n\n");
    text.append("* Training set: ")
        .append(facts.kind())
        .append(", ")
        .append(plain(facts.training()));
    text.append("\n* Evaluation set: ").append(plain(facts.evaluation()));
    text.append("\n* Model: ").append(facts.model());
    text.append("\n* Candidates: ").append(facts.candidates());
    text.append("\n* Decision: ").append(plain(summary.decidedBy())).append('\n');
    rates.forEach(
        (name, rate) ->
            text.append(
                String.format(Locale.ROOT, "* Rate: %s %.1f\n", name.replace('_', ' '), rate)));
    MarkdownTable table = new MarkdownTable();
    table.add("class").add("name").add("pictures").add("evaluation picture");
    table.add("training picture").add("cosine").add("inliers").add("decided by").endHead();
    decisions.removed().forEach((label, evidence) -> add(table, label, evidence.getFirst()));
    return text.append("\n## Excluded classes\n").append(table).append('\n').toString();
  }

  private void add(MarkdownTable table, String label, Evidence evidence) {
    AuditedPair pair = evidence.pair();
    Candidate candidate = pair.candidate();
    List<String> inliers = new ArrayList<>();
    pair.matches().forEach((method, match) -> inliers.add(inliers(method, match)));
    table
        .add(plain(label))
        .add(plain(candidate.className()))
        .add("%,d".formatted(sizes.get(label)));
    table.add(plain(candidate.queryId())).add(plain(candidate.file()));
    table.add("%.3f", candidate.cosine()).add(String.join(", ", inliers));
    table.add(
        evidence.inspectors().isEmpty()
            ? "the rule"
            : plain(String.join(", ", evidence.inspectors())));
    table.endRow();
  }

  private static String inliers(String method, PairMatch match) {
    return "%s %d%s".formatted(method, match.inliers(), match.mirrored() ? " mirrored" : "");
  }

  /** Names come from data: a tag or a line break in one must stay text. */
  private static String plain(String text) {
    return text.replace("<", "&lt;").replaceAll("\\R", " ");
  }

  Map<String, Object> json(Map<String, Double> rates) {
    AuditFacts facts = summary.facts();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("training", counts(facts.pictures(), facts.classes()));
    json.put(
        "removed", counts(summary.removal().imagesRemoved(), summary.removal().landmarksRemoved()));
    json.put("left", counts(summary.removal().imagesLeft(), summary.removal().landmarksLeft()));
    if (summary.landmarks()) {
      Removal paper = Removal.PUBLISHED;
      json.put("published_removed", counts(paper.imagesRemoved(), paper.landmarksRemoved()));
      json.put("published_left", counts(paper.imagesLeft(), paper.landmarksLeft()));
    }
    json.put("evaluation", facts.evaluation());
    json.put("queries", facts.queries());
    json.put("queries_touched", summary.touchedQueries());
    json.put("unlabelled", facts.unlabelled());
    json.put("model", facts.model());
    json.put("candidates", facts.candidates());
    json.put("automatic_inliers", summary.automatic().inliers().orElse(null));
    json.put("automatic_suspicion", summary.automatic().suspicion().orElse(null));
    Map<String, Integer> inspectors = new TreeMap<>();
    summary
        .marks()
        .inspectors()
        .forEach(name -> inspectors.put(name, summary.marks().of(name).size()));
    json.put("inspectors", inspectors);
    json.put("rates", rates);
    List<Map<String, Object>> classes = new ArrayList<>();
    decisions.removed().forEach((label, evidence) -> classes.add(json(label, evidence)));
    json.put("classes", classes);
    return json;
  }

  private Map<String, Object> json(String label, List<Evidence> evidence) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("class", label);
    json.put("name", evidence.getFirst().pair().candidate().className());
    json.put("pictures", sizes.get(label));
    json.put(
        "pairs",
        evidence.stream()
            .map(
                one -> {
                  Candidate candidate = one.pair().candidate();
                  Map<String, Object> pair = new LinkedHashMap<>();
                  pair.put("query", candidate.queryId());
                  pair.put("file", candidate.file());
                  pair.put("cosine", candidate.cosine());
                  Map<String, Integer> inliers = new TreeMap<>();
                  one.pair().matches().forEach((name, m) -> inliers.put(name, m.inliers()));
                  pair.put("inliers", inliers);
                  pair.put("inspectors", one.inspectors());
                  return pair;
                })
            .toList());
    return json;
  }

  private static Map<String, Long> counts(long pictures, long classes) {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("pictures", pictures);
    counts.put("classes", classes);
    return counts;
  }
}
