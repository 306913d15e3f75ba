package io.ciderstream.tests.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Unpacks Debian packages into a folder, which needs no root rights. */
public final class DebianPackages {
  private DebianPackages() {}

  /**
   * Downloads packages and unpacks them.
   *
   * @param packages their names
   * @param folder the root of what is unpacked
   * @throws IOException if apt-get cannot download one
   */
  public static void unpack(List<String> packages, Path folder) throws IOException {
    List<String> download = new ArrayList<>(List.of("apt-get", "download"));
    download.addAll(packages);
    try {
      Commands.run(folder, download);
    } catch (IOException firstTry) {
      Commands.run(folder, List.of("apt-get", "update"));
      Commands.run(folder, download);
    }
    List<Path> archives;
    try (Stream<Path> files = Files.list(folder)) {
      archives = files.filter(file -> file.toString().endsWith(".deb")).toList();
    }
    for (Path archive : archives) {
      Commands.run(folder, List.of("dpkg-deb", "-x", archive.toString(), "."));
      Files.delete(archive);
    }
  }

  /**
   * Returns the packages that an installation would add or replace, dependencies included.
   *
   * @throws IOException if apt-get cannot tell
   */
  public static List<String> closure(List<String> packages) throws IOException {
    List<String> simulate =
        new ArrayList<>(List.of("apt-get", "install", "--simulate", "--no-install-recommends"));
    simulate.addAll(packages);
    try {
      return installed(Commands.run(Path.of("."), simulate));
    } catch (IOException firstTry) {
      Commands.run(Path.of("."), List.of("apt-get", "update"));
      return installed(Commands.run(Path.of("."), simulate));
    }
  }

  private static List<String> installed(String simulation) {
    return simulation
        .lines()
        .filter(line -> line.startsWith("Inst "))
        .map(line -> line.split(" ")[1])
        .toList();
  }
}
