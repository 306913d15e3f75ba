package io.ciderstream.trials.paper;

import io.ciderstream.embedding.OnnxEmbedder;
import io.ciderstream.embedding.batch.Priority;
import io.ciderstream.embedding.result.AttentionMap;
import io.ciderstream.embedding.result.Embedding;
import io.ciderstream.evaluation.feature.EvaluationImage;
import io.ciderstream.overlap.review.PictureCopies;
import io.ciderstream.schemas.BoundingBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** Draws the attention and the boxes of queries, spread evenly over all, as a page. */
final class AttentionPart implements PaperPart {
  private static final int SHOWN = 20;
  private static final int SIDE = 480;

  private final PaperRun run;

  AttentionPart(PaperRun run) {
    this.run = run;
  }

  @Override
  public String name() {
    return "attention";
  }

  @Override
  public String title() {
    return "Attention and boxes";
  }

  @Override
  public String command() {
    return "./cider paper FOLDER --only attention";
  }

  @Override
  public Optional<String> missing() {
    return Optional.empty();
  }

  @Override
  public PaperRows run() throws IOException {
    Path folder = Files.createDirectories(run.folder(name()));
    PictureCopies copies = new PictureCopies(folder, run.model().decode().limits(), SIDE);
    StringBuilder page = new StringBuilder(AttentionPage.HEAD);
    List<SequencedMap<String, Object>> rows = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    try (OnnxEmbedder embedder = OnnxEmbedder.open(run.model())) {
      List<EvaluationImage> queries = queries();
      int shown = Math.min(SHOWN, queries.size());
      for (int i = 0; i < shown; i++) {
        EvaluationImage query = queries.get((int) ((long) i * queries.size() / shown));
        Optional<Path> copy =
            copies.write(query, "%02d-%08x".formatted(i, query.file().hashCode()), false);
        if (copy.isEmpty()) {
          remarks.add("Cannot be read: " + query.id());
          continue;
        }
        byte[] content = Files.readAllBytes(copy.get());
        Embedding embedding = embedder.embed(content, Optional.empty(), Priority.INGEST).join();
        page.append(AttentionPage.figure(copy.get().getFileName().toString(), query, embedding));
        rows.add(row(query, embedding));
      }
    }
    Path file = folder.resolve("attention.html");
    Files.writeString(file, page);
    remarks.add("The page: %s".formatted(run.out().relativize(file)));
    return new PaperRows(rows, remarks);
  }

  /** Returns the queries of the first set. */
  private List<EvaluationImage> queries() {
    return run.data().revisited().values().stream()
        .findFirst()
        .orElseGet(() -> JudgedSets.of(run).getFirst().set())
        .queries();
  }

  private static SequencedMap<String, Object> row(EvaluationImage query, Embedding embedding) {
    List<BoundingBox> boxes = embedding.boxes();
    double largest =
        boxes.isEmpty()
            ? Double.NaN
            : 100.0
                * (boxes.getFirst().x2() - boxes.getFirst().x1())
                * (boxes.getFirst().y2() - boxes.getFirst().y1());
    return PaperRows.row(
        "picture",
        query.id(),
        "boxes",
        boxes.size(),
        "largest box, % of the picture",
        largest,
        "mean attention",
        embedding.attention().map(AttentionPart::mean).orElse(Double.NaN));
  }

  private static double mean(AttentionMap map) {
    double sum = 0;
    for (int row = 0; row < map.height(); row++) {
      for (int column = 0; column < map.width(); column++) {
        sum += map.at(row, column);
      }
    }
    return sum / (map.height() * map.width());
  }
}
