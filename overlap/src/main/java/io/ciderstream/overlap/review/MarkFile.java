package io.ciderstream.overlap.review;

import io.ciderstream.evaluation.csv.Csv;
import io.ciderstream.overlap.list.WholeLines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;

/**
 * Marks in a CSV file (time, inspector, pair, mark), a line each, which are on the disk before the
 * inspector sees them. Nothing in it is ever changed. Any thread.
 */
public final class MarkFile {
  /** How many inspectors there are at most. */
  public static final int MAX_INSPECTORS = 3;

  private static final String[] COLUMNS = {"time", "inspector", "pair", "mark"};
  private static final int MAX_NAME = 40;

  private final Path file;
  private final InstantSource clock;
  private Marks marks;
  private long length;

  /** Opens the file, which need not exist. */
  public MarkFile(Path file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
    try {
      WholeLines.keep(file);
    } catch (IOException e) {
      throw unusable(file, e);
    }
    readAgain();
  }

  /**
   * Reads the marks in a file; there are none if it does not exist.
   *
   * @throws io.ciderstream.schemas.CiderException DATA_INVALID if a line is not a mark
   */
  public static Marks read(Path file) {
    Marks[] marks = {Marks.none()};
    try {
      if (Files.exists(file) && Files.size(file) > 0) {
        Csv.read(
            file,
            List.of(COLUMNS),
            row ->
                marks[0] =
                    marks[0].with(
                        row.get("inspector"),
                        row.get("pair"),
                        Mark.of(row.get("mark"))
                            .orElseThrow(
                                () ->
                                    row.invalid(
                                        "the mark '%s' is none of same, different and none"
                                            .formatted(row.get("mark"))))));
      }
    } catch (IOException e) {
      throw unusable(file, e);
    }
    return marks[0];
  }

  /** Returns the marks in force, also those that another process appended. */
  public synchronized Marks marks() {
    if (length != file.toFile().length()) {
      readAgain();
    }
    return marks;
  }

  private void readAgain() {
    length = file.toFile().length();
    marks = read(file);
  }

  /**
   * Keeps a mark. Of several processes that serve one audit, one at a time writes.
   *
   * @throws IllegalArgumentException if the inspector's name is empty, too long or a fourth one
   */
  synchronized void add(String inspector, String pair, Mark mark) {
    requireName(inspector);
    synchronized (MarkFile.class) { // a lock of the file is one of the process
      try (FileChannel out =
              FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
          FileLock lock = out.lock()) {
        requireRoom(marks().inspectors(), inspector);
        String head = out.size() == 0 ? String.join(",", COLUMNS) + "\n" : "";
        String line =
            CSVFormat.DEFAULT.format(clock.instant().toString(), inspector, pair, mark.text());
        out.write(ByteBuffer.wrap((head + line + "\n").getBytes(StandardCharsets.UTF_8)));
        out.force(true);
        length = out.size();
      } catch (IOException e) {
        throw unusable(file, e);
      }
    }
    marks = marks.with(inspector, pair, mark);
  }

  private static void requireRoom(Set<String> inspectors, String inspector) {
    if (!inspectors.contains(inspector) && inspectors.size() >= MAX_INSPECTORS) {
      throw new IllegalArgumentException(
          "There are %d inspectors already: %s."
              .formatted(MAX_INSPECTORS, String.join(", ", inspectors)));
    }
  }

  private static void requireName(String inspector) {
    boolean printable = inspector.codePoints().noneMatch(Character::isISOControl);
    if (inspector.isBlank() || inspector.length() > MAX_NAME || !printable) {
      throw new IllegalArgumentException(
          "An inspector's name has 1 to %d printable characters.".formatted(MAX_NAME));
    }
  }

  private static UncheckedIOException unusable(Path file, IOException cause) {
    return new UncheckedIOException("The marks in %s cannot be used.".formatted(file), cause);
  }
}
