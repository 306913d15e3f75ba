package io.ciderstream.cli.samples;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Takes the free monument photographs among GCompris' resources and names them by subject. */
final class MonumentSelection {
  private static final List<String> FOLDERS =
      List.of("/explore_monuments/resource/", "/categorization/resource/images/monuments/");
  private static final String README = "README";
  private static final String PICTURE = ".webp";

  private final Subjects subjects;

  MonumentSelection(Subjects subjects) {
    this.subjects = subjects;
  }

  /**
   * @param resources the content of files by path, one map an archive
   * @throws IOException if there is not one such picture
   */
  List<Sample> of(List<Map<String, byte[]>> resources) throws IOException {
    Map<String, List<Credited>> bySubject = new TreeMap<>();
    for (Map<String, byte[]> archive : resources) {
      for (String folder : FOLDERS) {
        for (Credited picture : free(archive, folder)) {
          bySubject
              .computeIfAbsent(subjects.of(picture.path()), subject -> new ArrayList<>())
              .add(picture);
        }
      }
    }
    if (bySubject.isEmpty()) {
      throw new IOException("no free picture of a monument in the package");
    }
    List<Sample> samples = new ArrayList<>();
    bySubject.forEach((subject, pictures) -> addNamed(samples, subject, pictures));
    return List.copyOf(samples);
  }

  private record Credited(String path, Credit credit, byte[] content) {}

  private static List<Credited> free(Map<String, byte[]> archive, String folder) {
    Map<String, Credit> credits = new HashMap<>();
    archive.forEach(
        (path, content) -> {
          if (path.endsWith(folder + README)) {
            String text = new String(content, StandardCharsets.UTF_8);
            Credits.parse(text).forEach((file, credit) -> credits.put(folder + file, credit));
          }
        });
    List<Credited> free = new ArrayList<>();
    archive.forEach(
        (path, content) -> {
          int start = path.indexOf(folder);
          Credit credit = start < 0 ? null : credits.get(path.substring(start));
          if (credit != null && credit.isPublicDomain() && path.endsWith(PICTURE)) {
            free.add(new Credited(path, credit, content));
          }
        });
    return free;
  }

  private static void addNamed(List<Sample> to, String subject, List<Credited> pictures) {
    for (int i = 0; i < pictures.size(); i++) {
      String number = pictures.size() == 1 ? "" : "-" + (i + 1);
      Credited picture = pictures.get(i);
      to.add(
          new Sample(
              subject + number + PICTURE,
              subject.replace('-', ' '),
              picture.credit(),
              picture.content()));
    }
  }
}
