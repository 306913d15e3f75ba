package io.ciderstream.evaluation.truth;

import io.ciderstream.evaluation.feature.EvaluationImage;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The pictures of Oxford and Paris: {@code <name>.jpg} in the folder itself, or in {@code jpg}
 * below it, as they are unpacked, or in folders below these, as Paris' archives have them.
 */
final class PictureFolder {
  /** Folder that the archives of the benchmarks and of their distractors unpack to. */
  static final String UNPACKED = "jpg";

  /** What the pictures' names end with. */
  static final String ENDING = ".jpg";

  private final Path folder;
  private final SortedMap<String, Path> files = new TreeMap<>();

  PictureFolder(Path images) {
    Path below = images.resolve(UNPACKED);
    this.folder = Files.isDirectory(below) ? below : images;
    if (Files.isDirectory(folder)) {
      try (var all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
        all.sorted().filter(file -> file.toString().endsWith(ENDING)).forEach(this::add);
      } catch (IOException e) {
        throw Truths.unreadable(folder, e);
      }
    }
  }

  private void add(Path file) {
    String name = file.getFileName().toString();
    files.putIfAbsent(name.substring(0, name.length() - ENDING.length()), file);
  }

  EvaluationImage whole(String name) {
    return EvaluationImage.whole(name, file(name));
  }

  EvaluationImage cropped(String name, EvaluationImage.Crop crop) {
    return new EvaluationImage(name, file(name), Optional.of(crop));
  }

  /** Returns where a picture is; a missing one would be in the folder itself. */
  private Path file(String name) {
    return files.getOrDefault(name, folder.resolve(name + ENDING));
  }

  /**
   * Returns the names of all pictures, sorted.
   *
   * @throws IllegalArgumentException if there is none
   */
  List<String> requiredNames() {
    if (files.isEmpty()) {
      throw new IllegalArgumentException(
          "there is no picture *%s in or below %s".formatted(ENDING, folder));
    }
    return List.copyOf(files.keySet());
  }
}
