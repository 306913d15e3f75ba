package io.ciderstream.tests.install;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Debian's packages, unpacked into a folder: that needs no root. */
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
      run(folder, download);
    } catch (IOException firstTry) {
      run(folder, List.of("apt-get", "update"));
      run(folder, download);
    }
    List<Path> archives;
    try (Stream<Path> files = Files.list(folder)) {
      archives = files.filter(file -> file.toString().endsWith(".deb")).toList();
    }
    for (Path archive : archives) {
      run(folder, List.of("dpkg-deb", "-x", archive.toString(), "."));
      Files.delete(archive);
    }
  }

  /**
   * The packages that an installation would bring or replace, dependencies included.
   *
   * @throws IOException if apt-get cannot tell
   */
  public static List<String> closure(List<String> packages) throws IOException {
    List<String> simulate =
        new ArrayList<>(List.of("apt-get", "install", "--simulate", "--no-install-recommends"));
    simulate.addAll(packages);
    try {
      return installed(run(Path.of("."), simulate));
    } catch (IOException firstTry) {
      run(Path.of("."), List.of("apt-get", "update"));
      return installed(run(Path.of("."), simulate));
    }
  }

  private static List<String> installed(String simulation) {
    return simulation
        .lines()
        .filter(line -> line.startsWith("Inst "))
        .map(line -> line.split(" ")[1])
        .toList();
  }

  private static String run(Path folder, List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException(String.join(" ", command) + " failed: " + output.strip());
    }
    return output;
  }
}
