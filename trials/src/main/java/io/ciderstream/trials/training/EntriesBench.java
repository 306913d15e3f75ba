package io.ciderstream.trials.training;

import com.google.gson.JsonObject;
import io.ciderstream.trials.measure.Median;
import io.ciderstream.trials.results.BenchResult;
import io.ciderstream.trials.results.ResultRow;
import io.ciderstream.trials.results.ResultTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Measures how the start of a training, and its memory, grow with the number of pictures: at the
 * first run, which reads the head of each, and at later ones.
 *
 * @param pictures folder of pictures, which are written if they are not there yet
 * @param runs folder for runs
 * @param rounds how many later runs to measure; medians count
 * @param log receives each figure
 */
public record EntriesBench(Path pictures, Path runs, int rounds, Consumer<String> log) {
  private static final double MB = 1e6;

  /**
   * Measures.
   *
   * @param counts of pictures, ascending, multiples of {@link PictureLayout#LABELS}
   */
  public void run(List<PictureLayout> layouts, List<Integer> counts, BenchResult.Builder result)
      throws IOException, InterruptedException {
    List<JsonObject> rows = new ArrayList<>();
    for (PictureLayout layout : layouts) {
      List<TrainingStart> later = new ArrayList<>();
      for (int count : counts) {
        later.add(measure(layout, count, rows));
      }
      result.figure(layout.kind() + " s", later.getLast().seconds());
      result.figure(
          layout.kind() + " MB more",
          (later.getLast().resident() - later.getFirst().resident()) / MB);
    }
    result.table(new ResultTable("", rows));
  }

  private TrainingStart measure(PictureLayout layout, int count, List<JsonObject> rows)
      throws IOException, InterruptedException {
    Path data = pictures.toAbsolutePath().resolve("%s-%d".formatted(layout.kind(), count));
    Path root = data.resolve("pictures");
    if (!Files.exists(root)) {
      log.accept("writing %,d pictures to %s".formatted(count, root));
      Path part = Files.createDirectories(data).resolve("pictures.part");
      layout.write(part, count);
      Files.move(part, root);
      TrainingStart first = start(layout, data, rows.size());
      rows.add(row(layout, count, "no", first));
    }
    List<TrainingStart> starts = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      starts.add(start(layout, data, rows.size() + round));
    }
    TrainingStart median =
        new TrainingStart(
            Median.of(starts.stream().map(TrainingStart::seconds).toList()),
            (long) Median.of(starts.stream().map(start -> (double) start.resident()).toList()),
            (long) Median.of(starts.stream().map(start -> (double) start.heap()).toList()));
    rows.add(row(layout, count, "yes", median));
    return median;
  }

  private TrainingStart start(PictureLayout layout, Path data, int number)
      throws IOException, InterruptedException {
    Path run = Files.createTempDirectory(runs, "run-").resolve("%d".formatted(number));
    TrainingStart start = TrainingStart.measure(layout, data, run);
    log.accept(
        "%s: first step after %.1f s, %.0f MB resident, %.0f MB of live objects"
            .formatted(
                data.getFileName(), start.seconds(), start.resident() / MB, start.heap() / MB));
    return start;
  }

  private static JsonObject row(
      PictureLayout layout, int count, String surveyed, TrainingStart start) {
    return ResultRow.of(
        "pictures in",
        layout.kind(),
        "pictures",
        count,
        "surveyed before",
        surveyed,
        "s to the first step",
        start.seconds(),
        "resident, MB",
        start.resident() / MB,
        "live heap, MB",
        start.heap() / MB);
  }
}
