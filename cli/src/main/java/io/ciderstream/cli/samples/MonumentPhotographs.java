package io.ciderstream.cli.samples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Photographs of monuments out of Debian's package {@code gcompris-qt-data}, fetched with {@code
 * apt-get}, which needs no root and checks the signature. Only those whose licence is the public
 * domain or CC0.
 */
final class MonumentPhotographs implements SampleSource {
  private static final String PACKAGE = "gcompris-qt-data=3.1-2";
  private static final Duration DOWNLOAD = Duration.ofMinutes(5);
  private static final Duration UNPACK = Duration.ofMinutes(1);
  private static final List<String> ARCHIVES =
      List.of("explore_monuments.rcc", "categorization.rcc");

  @Override
  public String about() {
    return """
        Photographs of monuments from GCompris, out of Debian's package `gcompris-qt-data`, version
        3.1-2, activities `explore_monuments` and `categorization`. Authors and licences are those
        that the README files of these activities, inside the package, state for exactly these
        files (Debian's own copyright file still lists earlier pictures of similar names); only
        pictures in the public domain or under CC0-1.0 were taken.
        """;
  }

  @Override
  public List<Sample> pictures() throws IOException {
    try (TemporaryFolder work = TemporaryFolder.make("cider-samples")) {
      Programs.run(
          work.path(),
          DOWNLOAD,
          List.of(
              "apt-get",
              "-q",
              "-o",
              "Acquire::Retries=1",
              "-o",
              "Acquire::http::Timeout=20",
              "download",
              PACKAGE));
      Programs.run(
          work.path(),
          UNPACK,
          List.of("dpkg-deb", "-x", archive(work.path()).toString(), "unpacked"));
      Path folder = work.path().resolve("unpacked/usr/share/gcompris-qt/rcc");
      List<Map<String, byte[]>> resources = new ArrayList<>();
      for (String name : ARCHIVES) {
        resources.add(QtResources.read(Files.readAllBytes(folder.resolve(name))));
      }
      return new MonumentSelection(Subjects.known()).of(resources);
    }
  }

  private static Path archive(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".deb"))
          .findFirst()
          .orElseThrow(() -> new IOException("apt-get left no package"));
    }
  }
}
