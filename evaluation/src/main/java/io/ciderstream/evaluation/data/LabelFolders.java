package io.ciderstream.evaluation.data;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.ciderstream.evaluation.csv.FileNames;
import io.ciderstream.evaluation.yaml.Key;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.FileTrouble;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A folder per label, its pictures anywhere below. Links are followed; a folder without pictures is
 * no label.
 *
 * @param root the folder of folders
 * @param unlabelled whether the folders' names are to be forgotten
 * @param exceptLabels folders that are left out
 * @param onlyLabels folders that are not left out
 * @param perLabel how many pictures of a folder at most, spread evenly over it
 * @param exclude file of folders to leave out, one a line; an empty line or one that begins with #
 *     is skipped
 */
@JsonTypeName("folders")
public record LabelFolders(
    Path root,
    @Key(fallback = "false") boolean unlabelled,
    @Key(fallback = "(?!)") Pattern exceptLabels,
    @Key(fallback = ".*") Pattern onlyLabels,
    @Key(fallback = "2147483647", min = 1, max = Integer.MAX_VALUE) int perLabel,
    Optional<Path> exclude)
    implements ImageSource {
  private static final Pattern NONE = Pattern.compile("(?!)");
  private static final Pattern ANY = Pattern.compile(".*");

  /** Takes all pictures of all folders. */
  public LabelFolders(Path root, boolean unlabelled, Optional<Path> exclude) {
    this(root, unlabelled, NONE, ANY, Integer.MAX_VALUE, exclude);
  }

  @Override
  public DataSet read(DataReport report) {
    if (!Files.isDirectory(root)) {
      throw new CiderException(
          ErrorCode.DATA_INVALID,
          Files.exists(root)
              ? "%s is not a folder.".formatted(root)
              : "There is no folder %s.".formatted(root));
    }
    List<String> labels = new ArrayList<>();
    List<TrainingImage> pictures = new ArrayList<>();
    Exclusion exclusion = Exclusion.read(exclude, name -> true);
    IntStream.Builder identities = IntStream.builder();
    for (Found folder : found(root, 1, (path, attributes) -> attributes.isDirectory())) {
      String name = folder.path().getFileName().toString();
      if (exceptLabels.matcher(name).matches() || !onlyLabels.matcher(name).matches()) {
        continue;
      }
      List<Found> files =
          found(folder.path(), Integer.MAX_VALUE, LabelFolders::isImage).stream()
              .filter(file -> !exclusion.removes(name))
              .toList();
      int label = unlabelled ? TrainingImage.UNLABELLED : labels.size();
      for (int i = 0; i < files.size(); i++) {
        if (EvenShare.has(i, files.size(), perLabel)) {
          pictures.add(new TrainingImage(root, name(files.get(i).path()), label));
          identities.add(files.get(i).identity());
        }
      }
      if (!unlabelled && !files.isEmpty()) {
        labels.add(name);
      }
    }
    if (pictures.isEmpty()) {
      throw new CiderException(
          ErrorCode.DATA_INVALID,
          "%s has no folder with pictures in it, one folder for each label.".formatted(root));
    }
    refuseTwoLabels(pictures, labels, identities.build().toArray());
    report.say(
        "%s: %,d pictures of %,d labels%s"
            .formatted(report.name(root), pictures.size(), labels.size(), exclusion.text()));
    return new DataSet(labels, pictures);
  }

  /**
   * Rejects a file that is in two folders, by a link.
   *
   * @param identities hashes of what tells two files apart, by picture
   */
  private static void refuseTwoLabels(
      List<TrainingImage> pictures, List<String> labels, int[] identities) {
    int[] sorted = identities.clone();
    Arrays.sort(sorted);
    Map<Object, TrainingImage> seen = new HashMap<>(); // few: almost all hashes are there once
    for (int i = 0; i < identities.length; i++) {
      if (!repeated(sorted, identities[i])) {
        continue;
      }
      TrainingImage picture = pictures.get(i);
      TrainingImage other = seen.putIfAbsent(identity(picture.path()), picture);
      if (other != null && other.label() != picture.label()) {
        throw new CiderException(
            ErrorCode.DATA_INVALID,
            "%s and %s are the same file, with the labels '%s' and '%s'."
                .formatted(
                    other.path(),
                    picture.path(),
                    labels.get(other.label()),
                    labels.get(picture.label())));
      }
    }
  }

  private static boolean repeated(int[] sorted, int value) {
    int at = Arrays.binarySearch(sorted, value);
    return at > 0 && sorted[at - 1] == value || at + 1 < sorted.length && sorted[at + 1] == value;
  }

  private static Object identity(Path file) {
    try {
      Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
      return key == null ? file : key;
    } catch (IOException e) {
      return file; // found out again, and reported, when it is read
    }
  }

  private String name(Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }

  /**
   * A file or folder.
   *
   * @param identity hash of what tells two files apart
   */
  private record Found(Path path, int identity) {}

  /** Finds files below a folder, in the order of their names, with one look at each. */
  private static List<Found> found(
      Path folder, int depth, BiPredicate<Path, BasicFileAttributes> wanted) {
    List<Found> found = new ArrayList<>();
    try {
      Files.walkFileTree(
          folder,
          Set.of(FileVisitOption.FOLLOW_LINKS),
          depth,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (wanted.test(file, attributes)) {
                found.add(new Found(file, Objects.hashCode(attributes.fileKey())));
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new CiderException(
          ErrorCode.DATA_INVALID,
          "The folder %s cannot be read whole: %s.".formatted(folder, FileTrouble.reason(e)),
          e);
    }
    found.sort(Comparator.comparing(Found::path));
    return found;
  }

  private static boolean isImage(Path file, BasicFileAttributes attributes) {
    return attributes.isRegularFile() && FileNames.isImage(file);
  }
}
