package io.ciderstream.embedding.files;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The files of a folder.
 *
 * @param pictures what can be sent, in the order of their names
 * @param skipped all others: how many, by reason and by ending or kind
 * @param unreadable the files and folders that cannot be read
 */
public record PictureScan(
    List<Path> pictures, Map<SkipReason, Map<String, Integer>> skipped, List<Path> unreadable) {
  /** Copies the lists. */
  public PictureScan {
    pictures = List.copyOf(pictures);
    unreadable = List.copyOf(unreadable);
  }

  /** Returns what was skipped, such as {@code 12 .HEIC, 3 .avif: not supported; 1 .jpg: empty}. */
  public String skippedText() {
    return skipped.entrySet().stream()
        .map(reason -> kinds(reason.getValue()) + ": " + reason.getKey().text())
        .collect(Collectors.joining("; "));
  }

  private static String kinds(Map<String, Integer> counts) {
    return counts.entrySet().stream()
        .map(kind -> kind.getValue() + " " + kind.getKey())
        .collect(Collectors.joining(", "));
  }
}
