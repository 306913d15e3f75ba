package io.ciderstream.evaluation.data;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.ciderstream.evaluation.csv.Csv;
import io.ciderstream.evaluation.csv.LabelConsistency;
import io.ciderstream.evaluation.yaml.Key;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Google Landmarks v2 as it is distributed: a list ({@code train_clean.csv} with {@code
 * landmark_id,images}, the pictures' ids separated by spaces, or {@code train.csv} with {@code
 * id,url,landmark_id}) and the pictures at {@code a/b/c/<id>.jpg}, a, b and c being the first three
 * characters of the id. With an exclusion file, one landmark id a line, it becomes RGLDv2-clean.
 *
 * @param root folder of the folders a
 * @param list the list, below the root
 * @param exclude landmark ids to leave out; an empty line or one that begins with # is skipped
 */
@JsonTypeName("gldv2")
public record Gldv2(
    @Key(fallback = ".") Path root,
    @Key(fallback = "train_clean.csv") String list,
    Optional<Path> exclude)
    implements ImageSource {
  private static final String IMAGES = "images";
  private static final String LANDMARK = "landmark_id";
  private static final int LEVELS = 3;

  @Override
  public DataSet read(DataReport report) {
    Reading reading = new Reading(root, exclusion());
    rows(reading::add);
    Removal removal = reading.removal();
    report.say("%s: %s".formatted(report.name(root.resolve(list)), removal.text()));
    return new DataSet(List.copyOf(reading.labels.keySet()), reading.pictures);
  }

  /** Passes on the pictures without a list of them in memory; files are not compared. */
  @Override
  public void forEach(DataReport report, PictureReader reader) {
    Exclusion exclusion = exclusion();
    rows(
        (row, id, landmark) -> {
          if (!exclusion.removes(landmark)) {
            reader.read(root, file(id), landmark);
          }
        });
  }

  private Exclusion exclusion() {
    return Exclusion.read(exclude, name -> name.chars().allMatch(Character::isDigit));
  }

  private void rows(RowReader reader) {
    Path file = root.resolve(list);
    if (Csv.columns(file).contains(IMAGES)) {
      Csv.read(
          file,
          List.of(LANDMARK, IMAGES),
          row -> {
            for (String id : row.get(IMAGES).strip().split("\\s+")) {
              reader.readChecked(row, id);
            }
          });
    } else {
      Csv.read(file, List.of("id", LANDMARK), row -> reader.readChecked(row, row.get("id")));
    }
  }

  /** Receives the pictures of a list. */
  private interface RowReader {
    void read(Csv.Row row, String id, String landmark);

    default void readChecked(Csv.Row row, String id) {
      String landmark = row.get(LANDMARK);
      if (id.length() < LEVELS) {
        throw row.invalid("'%s' is not an image id of GLDv2".formatted(id));
      }
      if (landmark.isBlank()) {
        throw row.invalid("%s has no landmark".formatted(id));
      }
      read(row, id, landmark);
    }
  }

  /**
   * Returns the path of a picture in its folder: a folder for each of the id's first characters.
   */
  public static String file(String id) {
    String start = id.substring(0, Math.min(LEVELS, id.length()));
    return start.replaceAll(".", "$0/") + id + ".jpg";
  }

  private static final class Reading {
    private final Path root;
    private final Exclusion exclusion;
    private final Map<String, Integer> labels = new LinkedHashMap<>();
    private final List<TrainingImage> pictures = new ArrayList<>();
    private final LabelConsistency oneLabel = new LabelConsistency();

    Reading(Path root, Exclusion exclusion) {
      this.root = root;
      this.exclusion = exclusion;
    }

    void add(Csv.Row row, String id, String landmark) {
      if (!exclusion.removes(landmark)) {
        int label = labels.computeIfAbsent(landmark, any -> labels.size());
        TrainingImage picture = new TrainingImage(root, file(id), label);
        oneLabel.require(picture.file(), landmark, row);
        pictures.add(picture);
      }
    }

    Removal removal() {
      return exclusion.removal(labels.size(), pictures.size());
    }
  }
}
