package io.ciderstream.cli.samples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Debian's package {@code gcompris-qt-data}, fetched with {@code apt-get}, which needs no root and
 * checks the signature.
 */
final class GcomprisPackage {
  private static final String PACKAGE = "gcompris-qt-data=3.1-2";
  private static final Duration DOWNLOAD = Duration.ofMinutes(5);
  private static final Duration UNPACK = Duration.ofMinutes(1);

  private GcomprisPackage() {}

  /**
   * The files of some activities by path, one map an activity.
   *
   * @throws IOException if the package cannot be had here; its message says why
   */
  static List<Map<String, byte[]>> activities(List<String> names) throws IOException {
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
      for (String name : names) {
        resources.add(QtResources.read(Files.readAllBytes(folder.resolve(name + ".rcc"))));
      }
      return resources;
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
