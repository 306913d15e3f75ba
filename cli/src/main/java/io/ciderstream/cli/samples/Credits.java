package io.ciderstream.cli.samples;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads GCompris' README files: blocks of {@code Copyright:}, {@code License:}, {@code Source:} and
 * {@code Files:}, the latter followed by one file a line, parted by empty lines.
 */
final class Credits {
  private static final String FILES = "Files:";

  private Credits() {}

  /** The credit of each file, by its path as the README gives it. */
  static Map<String, Credit> parse(String readme) {
    Map<String, Credit> credits = new HashMap<>();
    for (String block : readme.split("\\R\\s*\\R")) {
      List<String> lines = block.lines().map(String::strip).toList();
      int files = lines.indexOf(FILES);
      if (files >= 0) {
        List<String> head = lines.subList(0, files);
        Credit credit =
            new Credit(value(head, "Copyright:"), value(head, "License:"), value(head, "Source:"));
        lines.subList(files + 1, lines.size()).forEach(file -> credits.put(file, credit));
      }
    }
    return credits;
  }

  private static String value(List<String> lines, String key) {
    return lines.stream()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(key.length()).strip())
        .findFirst()
        .orElse("");
  }
}
