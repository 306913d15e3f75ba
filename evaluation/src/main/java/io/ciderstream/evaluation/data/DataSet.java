package io.ciderstream.evaluation.data;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Pictures with their labels.
 *
 * @param labels names of the classes
 * @param pictures in the order of their list; a picture's label is an index into {@code labels}
 */
public record DataSet(List<String> labels, List<TrainingImage> pictures) {
  public DataSet {
    labels = List.copyOf(labels);
    pictures = List.copyOf(pictures);
    for (TrainingImage picture : pictures) {
      if (picture.label() >= labels.size()) {
        throw new IllegalArgumentException(
            "%s: label %d of %d".formatted(picture.file(), picture.label(), labels.size()));
      }
    }
  }

  /** Joins sets: a label of one is never a label of another, even of the same name. */
  public static DataSet join(List<DataSet> sets) {
    if (sets.size() == 1) {
      return sets.getFirst();
    }
    List<String> labels = new ArrayList<>();
    List<TrainingImage> pictures = new ArrayList<>();
    for (DataSet set : sets) {
      int first = labels.size();
      labels.addAll(set.labels);
      for (TrainingImage picture : set.pictures) {
        pictures.add(
            picture.labelled()
                ? new TrainingImage(picture.root(), picture.file(), first + picture.label())
                : picture);
      }
    }
    return new DataSet(labels, pictures);
  }

  /** Returns the same classes with only those pictures whose index passes. */
  public DataSet keep(IntPredicate index) {
    List<TrainingImage> kept = new ArrayList<>();
    for (int i = 0; i < pictures.size(); i++) {
      if (index.test(i)) {
        kept.add(pictures.get(i));
      }
    }
    return new DataSet(labels, kept);
  }

  /** Returns the number of pictures. */
  public int size() {
    return pictures.size();
  }

  /** Returns the label of a picture. */
  public int label(int index) {
    return pictures.get(index).label();
  }
}
