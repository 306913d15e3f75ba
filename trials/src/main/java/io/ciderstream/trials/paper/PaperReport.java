package io.ciderstream.trials.paper;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.ciderstream.embedding.infer.OnnxRuntime;
import io.ciderstream.schemas.FileReplacement;
import io.ciderstream.trials.ReportJson;
import io.ciderstream.trials.results.ResultTable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Writes the results of all parts, with what they were made on and of, as Markdown and JSON. */
final class PaperReport {
  private static final Gson JSON = ReportJson.create();

  private final PaperRun run;
  private final String model;
  private final List<PartResult> results;

  /**
   * Creates a report.
   *
   * @param model name and hash of the measured model
   */
  PaperReport(PaperRun run, String model, List<PartResult> results) {
    this.run = run;
    this.model = model;
    this.results = List.copyOf(results);
  }

  /** Writes {@code paper.md} and {@code paper.json}. */
  void write(Path folder) {
    text(folder.resolve("paper.md"), markdown());
    text(folder.resolve("paper.json"), JSON.toJson(json()) + "\n");
  }

  private static void text(Path file, String text) {
    FileReplacement.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private String markdown() {
    StringBuilder text = new StringBuilder("# The figures and tables of the paper\n\n");
    text.append("Song et al., \"On Train-Test Class Overlap and Detection for Image Retrieval\",");
    text.append(" CVPR 2024, remade by `./cider paper`.\n\n");
    facts()
        .entrySet()
        .forEach(fact -> text.append("* %s: %s\n".formatted(fact.getKey(), cell(fact.getValue()))));
    results.forEach(result -> add(result, text));
    return text.toString();
  }

  private JsonObject json() {
    JsonObject json = new JsonObject();
    json.add("facts", facts());
    json.add("parts", JSON.toJsonTree(results));
    return json;
  }

  private JsonObject facts() {
    JsonObject facts = new JsonObject();
    facts.addProperty("model", model);
    facts.add("seeds", JSON.toJsonTree(run.options().seeds()));
    facts.addProperty(
        "machine",
        "%s %s, %d processors"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors()));
    facts.addProperty("java", System.getProperty("java.runtime.version"));
    facts.addProperty("onnxruntime", OnnxRuntime.version());
    return facts;
  }

  private static void add(PartResult result, StringBuilder text) {
    text.append("\n## %s\n".formatted(result.title()));
    text.append("Part `%s`; alone: %s\n\n".formatted(result.name(), result.command()));
    switch (result.status()) {
      case MADE -> text.append(ResultTable.markdown(result.rows(), PaperReport::cell)).append('\n');
      case NOT_RUN -> text.append("Not run: %s.\n".formatted(result.reason()));
      case FAILED -> text.append("Failed: %s\n".formatted(result.reason()));
    }
    if (!result.remarks().isEmpty()) {
      text.append('\n');
      result.remarks().forEach(remark -> text.append(remark).append('\n'));
    }
  }

  /** Returns a cell: whole numbers with commas, others with two decimals, several with slashes. */
  private static String cell(JsonElement value) {
    return ResultTable.cell(value, number -> String.format(Locale.ROOT, "%.2f", number));
  }
}
