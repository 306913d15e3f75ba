package io.ciderstream.trials.paper;

import io.ciderstream.embedding.EmbeddingOptions;
import io.ciderstream.evaluation.data.Exclusion;
import io.ciderstream.train.weights.WheelStore;
import io.ciderstream.trials.BenchmarkedSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the parts share.
 *
 * @param data what they are made from
 * @param options how
 * @param out folder of the report and of what the parts keep, absolute
 * @param system embeds and has the bundled photographs
 * @param model how pictures are embedded by the measured model
 * @param weights where packaged weights are
 * @param log receives a line about each step
 */
public record PaperRun(
    PaperData data,
    PaperOptions options,
    Path out,
    BenchmarkedSystem system,
    EmbeddingOptions model,
    WheelStore weights,
    Consumer<String> log) {
  /** Returns the folder of a part. */
  Path folder(String part) {
    return out.resolve(part);
  }

  /** Returns the file of the classes that the audits found. */
  Path found() {
    return out.resolve("exclude.txt");
  }

  /** Returns the classes to leave out: those that the user gave, or else those of the audits. */
  Optional<Path> exclusion() {
    return data.exclusion().or(() -> Optional.of(found()).filter(PaperRun::namesClasses));
  }

  /** Returns what changes when the classes to leave out change. */
  String excluded() {
    return exclusion().map(PaperRun::text).orElse("");
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be read.".formatted(file), e);
    }
  }

  private static boolean namesClasses(Path file) {
    return Files.exists(file) && !Exclusion.classes(file).isEmpty();
  }
}
