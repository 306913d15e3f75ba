package io.ciderstream.evaluation.data;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.ciderstream.evaluation.csv.Csv;
import io.ciderstream.evaluation.csv.LabelConsistency;
import io.ciderstream.evaluation.yaml.Key;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A list with the columns {@code file}, {@code split} and {@code label}; files are below the list's
 * folder.
 *
 * @param list the file
 * @param splits whose pictures have a label
 * @param unlabelled splits whose pictures count as unlabelled
 * @param exceptLabels labels that are left out
 * @param onlyLabels labels that are not left out
 * @param perLabel how many pictures of a label at most, spread evenly over the list
 * @param exclude file of labels to leave out, one a line; an empty line or one that begins with #
 *     is skipped
 */
@JsonTypeName("csv")
public record CsvList(
    Path list,
    Set<String> splits,
    Set<String> unlabelled,
    @Key(fallback = "(?!)", formerly = "except") Pattern exceptLabels,
    @Key(fallback = ".*", formerly = "only") Pattern onlyLabels,
    @Key(fallback = "2147483647", min = 1, max = Integer.MAX_VALUE) int perLabel,
    Optional<Path> exclude)
    implements ImageSource {
  private static final String FILE = "file";
  private static final String SPLIT = "split";
  private static final String LABEL = "label";

  public CsvList {
    splits = Set.copyOf(splits);
    unlabelled = Set.copyOf(unlabelled);
    if (perLabel < 1) {
      throw new IllegalArgumentException("%d pictures of a label".formatted(perLabel));
    }
  }

  @Override
  public DataSet read(DataReport report) {
    Path root = list.toAbsolutePath().getParent();
    Map<String, Integer> labels = new LinkedHashMap<>();
    List<TrainingImage> pictures = new ArrayList<>();
    Set<String> seen = new TreeSet<>();
    LabelConsistency oneLabel = new LabelConsistency();
    int[] excepted = new int[1];
    Exclusion exclusion = Exclusion.read(exclude, name -> true);
    Csv.read(
        list,
        List.of(FILE, SPLIT, LABEL),
        row -> {
          boolean labelled = splits.contains(row.get(SPLIT));
          String label = row.get(LABEL);
          seen.add(row.get(SPLIT));
          if (!labelled && !unlabelled.contains(row.get(SPLIT))) {
            return;
          }
          if (exceptLabels.matcher(label).matches() || !onlyLabels.matcher(label).matches()) {
            excepted[0]++;
            return;
          }
          if (exclusion.removes(label)) {
            return;
          }
          if (row.get(FILE).isBlank() || labelled && label.isBlank()) {
            throw row.invalid(
                "the column %s is empty".formatted(labelled ? "file or label" : FILE));
          }
          int index =
              labelled
                  ? labels.computeIfAbsent(label, any -> labels.size())
                  : TrainingImage.UNLABELLED;
          TrainingImage picture = new TrainingImage(root, row.get(FILE), index);
          if (labelled) {
            oneLabel.require(picture.file(), label, row);
          }
          pictures.add(picture);
        });
    refuseUnseen(seen);
    DataSet set = capped(new DataSet(List.copyOf(labels.keySet()), pictures));
    String capped =
        perLabel == Integer.MAX_VALUE
            ? ""
            : ", %,d as more than %,d of a label".formatted(pictures.size() - set.size(), perLabel);
    report.say(
        "%s: %,d pictures of %,d labels, %,d left out by label%s%s"
            .formatted(
                report.name(list),
                set.size(),
                labels.size(),
                excepted[0],
                exclusion.text(),
                capped));
    return set;
  }

  private void refuseUnseen(Set<String> seen) {
    List<String> unseen =
        Stream.concat(splits.stream(), unlabelled.stream())
            .filter(split -> !seen.contains(split))
            .sorted()
            .toList();
    if (splits.isEmpty() && unlabelled.isEmpty()) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID,
          "No splits of %s are named, so no picture is; set splits or unlabelled to some of %s."
              .formatted(list, seen));
    }
    if (!unseen.isEmpty()) {
      throw new CiderException(
          ErrorCode.DATA_INVALID,
          "%s has no picture of the splits %s; there are %s.".formatted(list, unseen, seen));
    }
  }

  private DataSet capped(DataSet set) {
    long[] sizes = new long[set.labels().size()];
    set.pictures().stream().filter(TrainingImage::labelled).forEach(p -> sizes[p.label()]++);
    long[] seen = new long[sizes.length];
    return set.keep(
        i -> {
          int label = set.label(i);
          return label < 0 || EvenShare.has(seen[label]++, sizes[label], perLabel);
        });
  }
}
