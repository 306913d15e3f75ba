package io.ciderstream.train.evaluate.truth;

import io.ciderstream.train.evaluate.feature.Picture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where the pictures of Oxford and Paris lie: {@code <name>.jpg} in the folder itself, or in {@code
 * jpg} below it, as they are unpacked.
 */
final class PictureFolder {
  private static final String ENDING = ".jpg";

  private final Path folder;

  PictureFolder(Path images) {
    Path below = images.resolve("jpg");
    this.folder = Files.isDirectory(below) ? below : images;
  }

  Picture whole(String name) {
    return Picture.whole(name, folder.resolve(name + ENDING));
  }

  Picture cropped(String name, Picture.Crop crop) {
    return new Picture(name, folder.resolve(name + ENDING), Optional.of(crop));
  }

  /** The names of all pictures, sorted. */
  List<String> names() {
    try (var files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(ENDING))
          .map(name -> name.substring(0, name.length() - ENDING.length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("The folder " + folder + " cannot be read.", e);
    }
  }
}
