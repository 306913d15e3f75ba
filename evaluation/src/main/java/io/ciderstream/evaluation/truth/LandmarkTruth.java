package io.ciderstream.evaluation.truth;

import io.ciderstream.evaluation.csv.Csv;
import io.ciderstream.evaluation.data.Gldv2;
import io.ciderstream.evaluation.feature.EvaluationImage;
import io.ciderstream.evaluation.metric.AveragePrecision;
import io.ciderstream.evaluation.metric.Protocol;
import io.ciderstream.evaluation.metric.Truth;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Google Landmarks v2 as it is published: pictures at {@code <part>/a/b/c/<id>.jpg}, where a, b, c
 * are the id's first three characters and the part is {@code index}, {@code test} or {@code train};
 * and in one folder {@code retrieval_solution_v2.1.csv} (id, images, Usage), {@code index.csv}
 * (id), {@code recognition_solution_v2.1.csv} (id, landmarks, Usage) and {@code train_clean.csv}
 * (landmark_id, images) or {@code train.csv} (id, landmark_id).
 */
public final class LandmarkTruth {
  private static final String USAGE = "Usage";
  private static final String IGNORED = "Ignored";
  private static final String PUBLIC = "Public";
  private static final String PRIVATE = "Private";

  private final Path truth;
  private final Path images;

  /**
   * Creates a landmark truth.
   *
   * @param truth the folder of the CSV files
   * @param images the folder of the parts
   */
  public LandmarkTruth(Path truth, Path images) {
    this.truth = truth;
    this.images = images;
  }

  /**
   * Reads the retrieval set, judged by mAP@100 over all queries, over the public and over the
   * private ones; those of usage {@code Ignored} are left out, right answers that the index does
   * not list cannot be found.
   *
   * @throws io.ciderstream.schemas.CiderException DATA_INVALID
   */
  public RetrievalSet retrieval() {
    List<EvaluationImage> index = new ArrayList<>();
    Map<String, Integer> rows = new HashMap<>();
    Csv.read(
        truth.resolve("index.csv"),
        List.of("id"),
        line -> {
          if (rows.putIfAbsent(line.get("id"), index.size()) != null) {
            throw line.invalid("%s is listed twice".formatted(line.get("id")));
          }
          index.add(picture("index", line.get("id")));
        });
    List<EvaluationImage> queries = new ArrayList<>();
    List<Truth> truths = new ArrayList<>();
    List<String> usages = new ArrayList<>();
    Csv.read(
        truth.resolve("retrieval_solution_v2.1.csv"),
        List.of("id", "images", USAGE),
        line -> {
          if (judged(line)) {
            queries.add(picture("test", line.get("id")));
            usages.add(line.get(USAGE));
            truths.add(
                Truth.of(
                    words(line.get("images")).stream()
                        .map(rows::get)
                        .filter(Objects::nonNull)
                        .mapToInt(row -> row),
                    IntStream.empty()));
          }
        });
    return new RetrievalSet(
        queries,
        index,
        List.of(
            protocol("all", Set.of(PUBLIC, PRIVATE), truths, usages),
            protocol("public", Set.of(PUBLIC), truths, usages),
            protocol("private", Set.of(PRIVATE), truths, usages)));
  }

  private static Protocol protocol(
      String name, Set<String> judged, List<Truth> truths, List<String> usages) {
    return Protocol.of(
        name, truths, query -> judged.contains(usages.get(query)), AveragePrecision.FIRST_HUNDRED);
  }

  /**
   * Reads the recognition set: the test pictures by the training pictures of {@code
   * train_clean.csv} or, if it is not there, of {@code train.csv}.
   *
   * @throws io.ciderstream.schemas.CiderException DATA_INVALID
   */
  public RecognitionSet recognition() {
    List<EvaluationImage> queries = new ArrayList<>();
    List<Set<String>> landmarks = new ArrayList<>();
    Csv.read(
        truth.resolve("recognition_solution_v2.1.csv"),
        List.of("id", "landmarks", USAGE),
        line -> {
          if (judged(line)) {
            queries.add(picture("test", line.get("id")));
            landmarks.add(Set.copyOf(words(line.get("landmarks"))));
          }
        });
    List<EvaluationImage> index = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    Path clean = truth.resolve("train_clean.csv");
    boolean isClean = Files.exists(clean);
    Csv.read(
        isClean ? clean : truth.resolve("train.csv"),
        List.of("landmark_id", isClean ? "images" : "id"),
        line -> {
          for (String id : isClean ? words(line.get("images")) : List.of(line.get("id"))) {
            index.add(picture("train", id));
            labels.add(line.get("landmark_id"));
          }
        });
    return new RecognitionSet(queries, landmarks, index, labels);
  }

  private static boolean judged(Csv.Row line) {
    return switch (line.get(USAGE)) {
      case PUBLIC, PRIVATE -> true;
      case IGNORED -> false;
      default ->
          throw line.invalid(
              "the usage '%s' is none of %s, %s and %s"
                  .formatted(line.get(USAGE), PUBLIC, PRIVATE, IGNORED));
    };
  }

  private EvaluationImage picture(String part, String id) {
    return EvaluationImage.whole(id, images.resolve(part).resolve(Gldv2.file(id)));
  }

  private static List<String> words(String text) {
    return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
  }
}
