package io.ciderstream.train.data;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A folder per label, its pictures anywhere below. Links are followed; a folder without pictures is
 * no label.
 *
 * @param root the folder of folders
 * @param unlabelled whether the folders' names are to be forgotten
 */
public record LabelFolders(Path root, boolean unlabelled) implements Source {
  private static final Set<String> ENDINGS =
      Set.of("jpg", "jpeg", "png", "webp", "gif", "bmp", "tif", "tiff");

  @Override
  public DataSet read(DataReport report) {
    if (!Files.isDirectory(root)) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID, "%s is no folder of pictures.".formatted(root));
    }
    List<String> labels = new ArrayList<>();
    List<Picture> pictures = new ArrayList<>();
    for (Path folder : sorted(root, 1, Files::isDirectory)) {
      List<Path> files = sorted(folder, Integer.MAX_VALUE, LabelFolders::looksLikeOne);
      int label = unlabelled ? Picture.UNLABELLED : labels.size();
      files.forEach(file -> pictures.add(new Picture(root, name(file), label)));
      if (!unlabelled && !files.isEmpty()) {
        labels.add(folder.getFileName().toString());
      }
    }
    report.say(
        "%s: %,d pictures of %,d labels"
            .formatted(report.name(root), pictures.size(), labels.size()));
    return new DataSet(labels, pictures);
  }

  private String name(Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }

  private static List<Path> sorted(
      Path folder, int depth, java.util.function.Predicate<Path> wanted) {
    try (Stream<Path> files = Files.walk(folder, depth, FileVisitOption.FOLLOW_LINKS)) {
      return files.filter(file -> !file.equals(folder)).filter(wanted).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("The folder " + folder + " cannot be read.", e);
    }
  }

  private static boolean looksLikeOne(Path file) {
    String name = file.getFileName().toString();
    return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT))
        && Files.isRegularFile(file);
  }
}
