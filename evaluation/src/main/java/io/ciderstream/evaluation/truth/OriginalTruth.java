package io.ciderstream.evaluation.truth;

import io.ciderstream.evaluation.feature.EvaluationImage;
import io.ciderstream.evaluation.metric.AveragePrecision;
import io.ciderstream.evaluation.metric.Protocol;
import io.ciderstream.evaluation.metric.Truth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The original Oxford5k and Paris6k: good and ok are right, junk is ignored, the query's own
 * picture is searched like any other, which finds it. Two forms are read. The one published with
 * the pictures, a folder of text files: {@code X_query.txt} is one line of the picture's name
 * (Oxford's begins with {@code oxc1_}, which is dropped) and the box x1 y1 x2 y2 in pixels, {@code
 * X_good.txt}, {@code X_ok.txt} and {@code X_junk.txt} hold a name a line; the index is then all
 * pictures of the folder by name. Or a pickle like the revisited one, whose queries have {@code
 * bbx}, {@code ok} (good ones included) and {@code junk}.
 */
public final class OriginalTruth {
  private static final String NAME = "original";
  private static final String QUERY = "_query.txt";
  private static final String OXFORD = "oxc1_";

  private OriginalTruth() {}

  /**
   * Reads the ground truth.
   *
   * @param truth the folder of text files, or the pickle
   * @param images folder of the pictures, or of a folder {@code jpg} with them
   * @throws io.ciderstream.schemas.CiderException DATA_INVALID if it is not of either form
   */
  public static RetrievalSet read(Path truth, Path images) {
    PictureFolder folder = new PictureFolder(images);
    try {
      return Files.isDirectory(truth) ? readTexts(truth, folder) : readPickle(truth, folder);
    } catch (IOException e) {
      throw Truths.unreadable(truth, e);
    } catch (IllegalArgumentException e) {
      throw Truths.refused(truth, e.getMessage(), e);
    }
  }

  private static RetrievalSet readPickle(Path file, PictureFolder folder) {
    return PickledTruth.read(
        file, folder, List.of(new PickledTruth.Lists(NAME, List.of("ok"), List.of("junk"))));
  }

  private static RetrievalSet readTexts(Path truth, PictureFolder folder) throws IOException {
    List<String> names = folder.requiredNames();
    Map<String, Integer> rows = new HashMap<>();
    names.forEach(name -> rows.put(name, rows.size()));
    List<EvaluationImage> queries = new ArrayList<>();
    List<Truth> truths = new ArrayList<>();
    for (Path file : queryFiles(truth)) {
      queries.add(query(Files.readString(file).strip().split("\\s+"), folder));
      String stem = file.toString().substring(0, file.toString().length() - QUERY.length());
      truths.add(
          Truth.of(
              IntStream.concat(rows(stem + "_good.txt", rows), rows(stem + "_ok.txt", rows)),
              rows(stem + "_junk.txt", rows)));
    }
    if (queries.isEmpty()) {
      throw new IllegalArgumentException("it has no file *" + QUERY);
    }
    return new RetrievalSet(
        queries,
        names.stream().map(folder::whole).toList(),
        List.of(new Protocol(NAME, truths, AveragePrecision.TRAPEZOID)));
  }

  private static List<Path> queryFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(QUERY)).sorted().toList();
    }
  }

  private static EvaluationImage query(String[] words, PictureFolder folder) {
    if (words.length != 5) {
      throw new IllegalArgumentException(
          "a query of %d words instead of a name and four numbers".formatted(words.length));
    }
    String name = words[0].startsWith(OXFORD) ? words[0].substring(OXFORD.length()) : words[0];
    return folder.cropped(
        name,
        new EvaluationImage.Crop(
            Double.parseDouble(words[1]),
            Double.parseDouble(words[2]),
            Double.parseDouble(words[3]),
            Double.parseDouble(words[4])));
  }

  private static IntStream rows(String file, Map<String, Integer> rows) throws IOException {
    List<String> names = Files.readAllLines(Path.of(file)).stream().map(String::strip).toList();
    return names.stream()
        .filter(name -> !name.isEmpty())
        .mapToInt(
            name -> {
              Integer row = rows.get(name);
              if (row == null) {
                throw new IllegalArgumentException(
                    "%s names %s, but there is no such picture".formatted(file, name));
              }
              return row;
            });
  }
}
