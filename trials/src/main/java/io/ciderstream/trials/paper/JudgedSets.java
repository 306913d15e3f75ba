package io.ciderstream.trials.paper;

import io.ciderstream.evaluation.truth.LabelledPictures;
import io.ciderstream.trials.retrieval.JudgedSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/** The evaluation sets of photographs: those of the data, then the bundled one. */
final class JudgedSets {
  private static final double PERCENT = 100;

  private JudgedSets() {}

  static List<JudgedSet> of(PaperRun run) {
    List<JudgedSet> sets = new ArrayList<>();
    Set<String> splits = run.data().splits();
    if (run.data().hasSearch()) {
      LabelledPictures photos = run.data().photos().orElseThrow();
      sets.add(
          new JudgedSet("photos", photos.retrieval(PaperData.QUERIES, PaperData.INDEX, List.of())));
    }
    if (splits.contains(PaperData.VALIDATION)) {
      Set<String> split = Set.of(PaperData.VALIDATION);
      LabelledPictures photos = run.data().photos().orElseThrow();
      sets.add(new JudgedSet(PaperData.VALIDATION, photos.retrieval(split, split, List.of())));
    }
    sets.add(new JudgedSet("monuments", run.system().monuments()));
    return sets;
  }

  /** Returns a row with a column more for each set, in percent. */
  static SequencedMap<String, Object> with(
      SequencedMap<String, Object> row, Map<String, Double> maps) {
    SequencedMap<String, Object> all = new LinkedHashMap<>(row);
    maps.forEach((set, map) -> all.putAll(PaperRows.row("mAP " + set, PERCENT * map)));
    return all;
  }
}
