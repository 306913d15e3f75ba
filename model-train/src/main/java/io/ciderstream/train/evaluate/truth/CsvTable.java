package io.ciderstream.train.evaluate.truth;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A CSV file with a head line. Fields may stand in double quotes, in which a doubled one is a
 * quote; none spans lines.
 */
final class CsvTable {
  private final Path file;
  private final BufferedReader in;
  private final List<String> head;

  private CsvTable(Path file, BufferedReader in) throws IOException {
    this.file = file;
    this.in = in;
    String line = in.readLine();
    this.head = line == null ? List.of() : fields(line.replace("\ufeff", ""));
  }

  /** The fields of one line. */
  interface Line {
    /**
     * The field below a name.
     *
     * @throws io.ciderstream.schemas.CiderException SETTING_INVALID if the file has no such column
     */
    String get(String column);
  }

  /**
   * Reads line by line, so that a file of a million costs little.
   *
   * @throws io.ciderstream.schemas.CiderException SETTING_INVALID if it cannot be read, or a line
   *     has too few fields
   */
  static void read(Path file, Consumer<Line> reader) {
    try (BufferedReader in = Files.newBufferedReader(file)) {
      new CsvTable(file, in).forEach(reader);
    } catch (IOException e) {
      throw Truths.refused(file, "it cannot be read: " + e, e);
    }
  }

  private void forEach(Consumer<Line> reader) throws IOException {
    int number = 1;
    for (String text = in.readLine(); text != null; text = in.readLine()) {
      number++;
      if (!text.isBlank()) {
        List<String> fields = fields(text);
        if (fields.size() < head.size()) {
          throw Truths.refused(
              file,
              "line %d has %d fields, the head has %d"
                  .formatted(number, fields.size(), head.size()),
              null);
        }
        reader.accept(column -> fields.get(at(column)));
      }
    }
  }

  private int at(String column) {
    int at = head.indexOf(column);
    if (at < 0) {
      throw Truths.refused(file, "it has no column %s, but %s".formatted(column, head), null);
    }
    return at;
  }

  private static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        boolean doubled = quoted && i + 1 < line.length() && line.charAt(i + 1) == '"';
        if (doubled) {
          field.append(c);
          i++;
        } else {
          quoted = !quoted;
        }
      } else if (c == ',' && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString());
    return fields;
  }
}
