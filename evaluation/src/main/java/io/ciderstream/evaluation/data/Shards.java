package io.ciderstream.evaluation.data;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.ciderstream.evaluation.csv.FileNames;
import io.ciderstream.evaluation.yaml.Key;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.FileTrouble;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;

/**
 * Tar files as WebDataset has them: the entries of a sample have one name up to its first point, of
 * which {@code .jpg} or another picture is learned from and {@code .cls} names its label.
 *
 * @param root folder of the tar files, in the order of their names
 * @param unlabelled whether labels are to be forgotten
 * @param exclude file of labels to leave out, one a line; an empty line or one that begins with #
 *     is skipped
 */
@JsonTypeName("shards")
public record Shards(Path root, @Key(fallback = "false") boolean unlabelled, Optional<Path> exclude)
    implements ImageSource {
  private static final String TAR = ".tar";
  private static final String CLASS = ".cls";

  @Override
  public DataSet read(DataReport report) {
    Map<String, Integer> labels = new LinkedHashMap<>();
    List<TrainingImage> pictures = new ArrayList<>();
    Exclusion exclusion = Exclusion.read(exclude, name -> true);
    List<Path> tars = tars();
    for (Path tar : tars) {
      for (Sample sample : samples(tar)) {
        if (sample.label().filter(exclusion::removes).isPresent()) {
          continue;
        }
        int label =
            sample
                .label()
                .filter(name -> !unlabelled)
                .map(name -> labels.computeIfAbsent(name, any -> labels.size()))
                .orElse(TrainingImage.UNLABELLED);
        String file = "%s!/%s".formatted(tar.getFileName(), sample.picture());
        pictures.add(new TrainingImage(root, file, label));
      }
    }
    if (pictures.isEmpty()) {
      throw invalid("The %,d tar files in %s have no pictures.".formatted(tars.size(), root), null);
    }
    long without = unlabelled ? 0 : pictures.stream().filter(p -> !p.labelled()).count();
    report.say(
        "%s: %,d pictures of %,d labels in %,d tar files%s%s"
            .formatted(
                report.name(root),
                pictures.size(),
                labels.size(),
                tars.size(),
                exclusion.text(),
                without == 0 ? "" : ", %,d without a label".formatted(without)));
    return new DataSet(List.copyOf(labels.keySet()), pictures);
  }

  private List<Path> tars() {
    try (Stream<Path> files = Files.list(root)) {
      List<Path> tars = files.filter(file -> file.toString().endsWith(TAR)).sorted().toList();
      if (tars.isEmpty()) {
        throw invalid("%s has no tar files (*%s).".formatted(root, TAR), null);
      }
      return tars;
    } catch (IOException e) {
      throw invalid("The folder %s cannot be read: %s.".formatted(root, FileTrouble.reason(e)), e);
    }
  }

  private record Sample(String picture, Optional<String> label) {}

  private static List<Sample> samples(Path tar) {
    try (TarFile file = new TarFile(tar)) {
      Map<String, TarArchiveEntry> pictures = new LinkedHashMap<>();
      Map<String, String> labels = new HashMap<>();
      for (TarArchiveEntry entry : TarIndex.files(file)) {
        String name = entry.getName();
        if (name.endsWith(CLASS) && !isHidden(name)) {
          requireReadable(tar, entry);
          if (labels.putIfAbsent(key(name), label(tar, file, entry)) != null) {
            throw invalid(
                "The sample %s in %s has several labels; a sample's name ends at its first point."
                    .formatted(key(name), tar),
                null);
          }
        } else if (FileNames.isImage(Path.of(name)) && !isHidden(name)) {
          requireReadable(tar, entry);
          if (pictures.putIfAbsent(name, entry) != null) {
            throw invalid("The entry %s is twice in %s.".formatted(name, tar), null);
          }
        }
      }
      PictureFile.keep(tar, pictures.values());
      return pictures.keySet().stream()
          .map(name -> new Sample(name, Optional.ofNullable(labels.get(key(name)))))
          .toList();
    } catch (IOException | IllegalArgumentException e) {
      String reason = e instanceof IOException io ? FileTrouble.reason(io) : e.getMessage();
      throw invalid("The tar file %s cannot be read: %s.".formatted(tar, reason), e);
    }
  }

  private static String label(Path tar, TarFile file, TarArchiveEntry entry) throws IOException {
    String label;
    try (InputStream content = file.getInputStream(entry)) {
      label = new String(content.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
    if (label.isEmpty() || label.lines().count() > 1) {
      throw invalid(
          "The entry %s in %s is %s; a label is one line."
              .formatted(entry.getName(), tar, label.isEmpty() ? "empty" : "of several lines"),
          null);
    }
    return label;
  }

  /** Rejects an entry whose name leads elsewhere, and a link, which has no content of its own. */
  private static void requireReadable(Path tar, TarArchiveEntry entry) {
    Path name = Path.of(entry.getName());
    if (name.isAbsolute()
        || name.startsWith("..")
        || !name.normalize()
            .equals(name.startsWith(".") ? name.subpath(1, name.getNameCount()) : name)
        || entry.getName().contains("//")) {
      throw invalid(
          "The entry %s in %s has a name that is no plain path; write the archive with relative names."
              .formatted(entry.getName(), tar),
          null);
    }
    if (entry.isLink()) {
      throw invalid(
          "The entry %s in %s is a hard link; write the archive with --hard-dereference."
              .formatted(entry.getName(), tar),
          null);
    }
  }

  /** Returns whether an entry is one that macOS writes beside a file. */
  private static boolean isHidden(String entry) {
    return entry.substring(entry.lastIndexOf('/') + 1).startsWith("._");
  }

  /** Returns the name of a sample: that of an entry up to the first point of its last part. */
  private static String key(String entry) {
    int part = entry.lastIndexOf('/') + 1;
    int point = entry.indexOf('.', part);
    return point < 0 ? entry : entry.substring(0, point);
  }

  private static CiderException invalid(String detail, Exception cause) {
    return new CiderException(ErrorCode.DATA_INVALID, detail, cause);
  }
}
