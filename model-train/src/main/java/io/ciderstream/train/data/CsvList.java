package io.ciderstream.train.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A list with the columns {@code file}, {@code split} and {@code label}; files lie below the list's
 * folder.
 *
 * @param list the file
 * @param splits whose pictures have a label
 * @param unlabelled splits whose pictures count as unlabelled
 * @param except labels that are left out
 * @param only labels that are not left out
 */
public record CsvList(
    Path list, Set<String> splits, Set<String> unlabelled, Pattern except, Pattern only)
    implements Source {
  public CsvList {
    splits = Set.copyOf(splits);
    unlabelled = Set.copyOf(unlabelled);
  }

  @Override
  public DataSet read(Consumer<String> report) {
    Path root = list.toAbsolutePath().getParent();
    Map<String, Integer> labels = new LinkedHashMap<>();
    List<Picture> pictures = new ArrayList<>();
    int excepted = 0;
    try (Csv csv = new Csv(list)) {
      int file = csv.column("file");
      int split = csv.column("split");
      int label = csv.column("label");
      for (List<String> row = csv.row(); row != null; row = csv.row()) {
        boolean labelled = splits.contains(row.get(split));
        if (!labelled && !unlabelled.contains(row.get(split))) {
          continue;
        }
        if (except.matcher(row.get(label)).matches() || !only.matcher(row.get(label)).matches()) {
          excepted++;
          continue;
        }
        int index =
            labelled
                ? labels.computeIfAbsent(row.get(label), any -> labels.size())
                : Picture.UNLABELLED;
        pictures.add(new Picture(root, row.get(file), index));
      }
    }
    report.accept(
        "%s: %,d pictures of %,d labels, %,d left out by label"
            .formatted(list, pictures.size(), labels.size(), excepted));
    return new DataSet(List.copyOf(labels.keySet()), pictures);
  }
}
