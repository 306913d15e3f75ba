package io.ciderstream.trials.paper;

import io.ciderstream.trials.heads.HeadRates;
import io.ciderstream.trials.heads.HeadRow;
import io.ciderstream.trials.heads.HeadsBench;
import io.ciderstream.trials.heads.HeadsOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Trains heads by a recipe with every seed, and returns the rows of the exported models. */
final class HeadRows {
  private final PaperRun run;

  HeadRows(PaperRun run) {
    this.run = run;
  }

  /**
   * Trains what is not trained yet.
   *
   * @param recipe its name in the folder of recipes
   * @param settings {@code KEY=VALUE}, set in the recipe
   * @param folder of the runs, which belongs to this recipe and these settings
   */
  List<HeadRow> of(String recipe, List<String> settings, List<String> heads, Path folder) {
    requireSame(folder, recipe + "\n" + String.join("\n", settings) + "\n" + run.data().stamp());
    HeadsOptions options =
        new HeadsOptions(
            run.options().recipes().resolve(recipe),
            settings,
            run.data().folder(),
            folder,
            heads,
            run.options().seeds(),
            run.options().threads());
    HeadRates rates =
        new HeadRates(run.system()::embedding, run.system().pictures(null), run.options().rounds());
    return new HeadsBench(options, run.weights(), rates, run.log()).run();
  }

  /** Returns a row with the figures of every seed, the size and the rate of the network. */
  static SequencedMap<String, Object> row(String title, String name, HeadRow head) {
    SequencedMap<String, Object> row = new LinkedHashMap<>();
    row.put(title, name);
    row.putAll(head.figures());
    row.put("parameters, M", head.parameters() / 1e6);
    row.put("multiply-adds, G, at " + head.size(), head.multiplyAdds() / 1e9);
    row.put("pictures/s, one thread", head.rate());
    return row;
  }

  /** Moves finished runs of other data or settings aside, as they would be taken for these. */
  private static void requireSame(Path folder, String made) {
    Path file = folder.resolve("made-of.txt");
    try {
      if (Files.exists(file) && !Files.readString(file).equals(made)) {
        Path aside = folder.resolveSibling(folder.getFileName() + "-" + System.currentTimeMillis());
        Files.move(folder, aside);
      }
      Files.createDirectories(folder);
      Files.writeString(file, made);
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be written.".formatted(folder), e);
    }
  }
}
