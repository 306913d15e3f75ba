package io.ciderstream.overlap.list;

import io.ciderstream.evaluation.csv.Csv;
import io.ciderstream.evaluation.data.DataReport;
import io.ciderstream.evaluation.data.ImageSource;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.FileReplacement;
import io.ciderstream.schemas.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * The labelled pictures of a training set in a CSV file (file, class), written once and read part
 * by part, so that memory does not grow with the set; only the names of its classes are held while
 * it is written.
 */
public final class TrainingList {
  private static final String FILE = "file";
  private static final String LABEL = "class";

  private final Path file;

  /** Opens the list in a file, which may not be written yet. */
  public TrainingList(Path file) {
    this.file = file;
  }

  /**
   * The totals of a list.
   *
   * @param root folder of the pictures
   * @param pictures labelled pictures
   * @param classes how many classes they have
   * @param unlabelled pictures without a class, which are left out
   * @param digest SHA-256 over the list
   */
  public record Totals(Path root, int pictures, int classes, int unlabelled, String digest) {}

  /**
   * Writes the list of a source. A process that is killed leaves no list.
   *
   * @throws CiderException DATA_INVALID if the source cannot be read or has no labelled picture
   */
  public Totals write(ImageSource source, DataReport report) {
    Listing listing = new Listing();
    FileReplacement.write(file, out -> listing.write(out, source, report));
    return listing.totals();
  }

  /**
   * Returns what {@link #write} would, but leaves the list as it is.
   *
   * @throws CiderException DATA_INVALID if the source cannot be read or has no labelled picture
   */
  public static Totals count(ImageSource source, DataReport report) {
    Listing listing = new Listing();
    try {
      listing.write(OutputStream.nullOutputStream(), source, report);
    } catch (IOException e) {
      throw new UncheckedIOException("The training list cannot be made.", e);
    }
    return listing.totals();
  }

  /** Returns whether the list is written. */
  public boolean exists() {
    return Files.exists(file);
  }

  /** Writes the pictures that have a class, and counts. */
  private static final class Listing {
    private final Set<String> classes = new HashSet<>();
    private final MessageDigest digest = Sha256.newDigest();
    private Path root;
    private int pictures;
    private int unlabelled;

    void write(OutputStream out, ImageSource source, DataReport report) throws IOException {
      try (CSVPrinter csv =
          CSVFormat.DEFAULT
              .builder()
              .setRecordSeparator('\n')
              .setHeader(FILE, LABEL)
              .get()
              .print(
                  new OutputStreamWriter(
                      new DigestOutputStream(out, digest), StandardCharsets.UTF_8))) {
        source.forEach(
            report,
            (folder, name, label) -> {
              if (label.isEmpty()) {
                unlabelled++;
              } else {
                root = folder;
                pictures++;
                classes.add(label);
                print(csv, name, label);
              }
            });
      }
      if (pictures == 0) {
        throw new CiderException(
            ErrorCode.DATA_INVALID, "The training set has no picture with a class.");
      }
    }

    private static void print(CSVPrinter csv, String name, String label) {
      try {
        csv.printRecord(name, label);
      } catch (IOException e) {
        throw new UncheckedIOException("The training list cannot be written.", e);
      }
    }

    Totals totals() {
      return new Totals(
          root.toAbsolutePath().normalize(),
          pictures,
          classes.size(),
          unlabelled,
          HexFormat.of().formatHex(digest.digest()));
    }
  }

  /**
   * Reads the list in parts of {@code size} pictures; the first part has {@code first} at most.
   *
   * @param reader receives the parts in order
   */
  public void readParts(int first, int size, Consumer<ListPart> reader) {
    List<ListedPicture> pictures = new ArrayList<>();
    forEach(
        picture -> {
          pictures.add(picture);
          int begin = pictures.getFirst().row();
          if (pictures.size() == (begin == 0 ? first : size)) {
            reader.accept(new ListPart(begin, pictures));
            pictures.clear();
          }
        });
    if (!pictures.isEmpty()) {
      reader.accept(new ListPart(pictures.getFirst().row(), pictures));
    }
  }

  /** Reads the pictures in order. */
  public void forEach(Consumer<ListedPicture> reader) {
    int[] row = new int[1];
    Csv.read(
        file,
        List.of(FILE, LABEL),
        line -> reader.accept(new ListedPicture(row[0]++, line.get(FILE), line.get(LABEL))));
  }

  /** Returns how many pictures each of some classes has. */
  public Map<String, Integer> sizes(Collection<String> classes) {
    Map<String, Integer> sizes = new HashMap<>();
    classes.forEach(label -> sizes.put(label, 0));
    forEach(picture -> sizes.computeIfPresent(picture.label(), (label, count) -> count + 1));
    return sizes;
  }
}
