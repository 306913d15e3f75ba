package io.ciderstream.cli.samples;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.FileTrouble;
import io.ciderstream.servers.Installation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Monuments that two or three photographers took, out of {@link GcomprisPackage}, for evaluation.
 * Which file shows what stands in {@code monument-set.tsv}; a second copy of a photograph is left
 * out. Licences are of several kinds (CC BY-SA among them): the pictures are looked at here and
 * passed on nowhere.
 */
public final class MonumentSet {
  /** The split of the pictures of a monument with several. */
  public static final String QUERY = "query";

  /** The split of the package's other monuments. */
  public static final String DISTRACTOR = "distractor";

  private static final String CSV = "monuments.csv";
  private static final String PICTURE = ".webp";
  private static final String LEFT_OUT = "-";
  private static final List<String> ACTIVITIES =
      List.of("explore_monuments", "categorization", "details");
  private static final List<String> FOLDERS =
      List.of("explore_monuments/resource/", "categorization/resource/images/monuments/");

  private MonumentSet() {}

  /**
   * Makes the pictures and the CSV file (file, split, label) if they are not there yet.
   *
   * @param dir their folder
   * @return the CSV file
   * @throws CiderException SETTING_INVALID if the package cannot be had or the folder not be
   *     written
   */
  public static Path prepare(Path dir) {
    Path target = dir.toAbsolutePath().normalize();
    Path csv = target.resolve(CSV);
    if (Files.exists(csv)) {
      return csv;
    }
    try {
      return Installation.locked(
          target,
          () -> {
            if (!Files.exists(csv)) {
              write(GcomprisPackage.activities(ACTIVITIES), labels(), target);
            }
            return csv;
          });
    } catch (IOException e) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID,
          "The monuments cannot be written to %s, which needs Debian's apt-get once: %s."
              .formatted(target, FileTrouble.reason(e)),
          e);
    }
  }

  /** The CSV file is written last and at once, as the sign that all is there. */
  static void write(List<Map<String, byte[]>> activities, Map<String, String> labels, Path target)
      throws IOException {
    Files.createDirectories(target);
    List<String> lines = new ArrayList<>();
    lines.add("file,split,label");
    for (Map<String, byte[]> files : activities) {
      for (Map.Entry<String, byte[]> file : new TreeMap<>(files).entrySet()) {
        String path = file.getKey().substring(file.getKey().indexOf("activities/") + 11);
        String label = labels.get(path);
        boolean other = label == null && FOLDERS.stream().anyMatch(path::startsWith);
        if (path.endsWith(PICTURE) && (label != null || other) && !LEFT_OUT.equals(label)) {
          String name = path.replace("resource/", "").replace('/', '-');
          Files.write(target.resolve(name), file.getValue());
          lines.add(
              other
                  ? "%s,%s,%s".formatted(name, DISTRACTOR, DISTRACTOR)
                  : "%s,%s,%s".formatted(name, QUERY, label));
        }
      }
    }
    Path made = Files.createTempFile(target, ".monuments", ".csv");
    Files.write(made, lines);
    Files.move(made, target.resolve(CSV), StandardCopyOption.ATOMIC_MOVE);
  }

  /** The label of each file that has one, by its path below the activities. */
  static Map<String, String> labels() throws IOException {
    Map<String, String> labels = new TreeMap<>();
    try (InputStream in = MonumentSet.class.getResourceAsStream("monument-set.tsv")) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split("\t"))
          .forEach(fields -> labels.put(fields[0], fields[1]));
    }
    return labels;
  }
}
