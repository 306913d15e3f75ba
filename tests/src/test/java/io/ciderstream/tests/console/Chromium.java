package io.ciderstream.tests.console;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A chromium or Chrome with its driver: as {@code CHROME_BIN} and {@code CHROMEDRIVER} say, from
 * the PATH, or Debian's packages unpacked without root; else gives up.
 */
final class Chromium implements AutoCloseable {
  private static final Pattern PORT = Pattern.compile("started successfully on port (\\d+)");

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");

  private final Process driver;
  private final String program;
  private final int port;

  private Chromium(Process driver, String program, int port) {
    this.driver = driver;
    this.program = program;
    this.port = port;
  }

  static Chromium start() throws IOException, InterruptedException {
    String installedDriver = System.getenv().getOrDefault("CHROMEDRIVER", "chromedriver");
    Optional<String> installed = installedProgram();
    if (installed.isPresent() && runs(new ProcessBuilder(installedDriver, "--version"))) {
      return start(installedDriver, installed.get(), Map.of());
    }
    Path home = Path.of(System.getProperty("cider.home"), "chromium").toAbsolutePath();
    Path root = home.resolve("root");
    if (!Files.exists(root.resolve("usr/bin/chromedriver"))) {
      install(home, root);
    }
    Path libraries = root.resolve("usr/lib/x86_64-linux-gnu");
    Map<String, String> environment =
        Map.of("LD_LIBRARY_PATH", libraries + ":" + libraries.resolve("pulseaudio"));
    String driver = root.resolve("usr/bin/chromedriver").toString();
    ProcessBuilder version = new ProcessBuilder(driver, "--version");
    version.environment().putAll(environment);
    if (!runs(version)) {
      abort(
          "the console in a browser, for no chromium and chromedriver is on the PATH (or named by"
              + " CHROME_BIN and CHROMEDRIVER), and apt-get cannot download them");
    }
    return start(driver, root.resolve("usr/lib/chromium/chromium").toString(), environment);
  }

  private static Optional<String> installedProgram() throws InterruptedException {
    List<String> names = new ArrayList<>(NAMES);
    Optional.ofNullable(System.getenv("CHROME_BIN")).ifPresent(named -> names.add(0, named));
    for (String name : names) {
      Optional<String> found = onPath(name);
      if (found.isPresent() && runs(new ProcessBuilder(found.get(), "--version"))) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** With its folder, which the driver wants to know. */
  private static Optional<String> onPath(String name) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder).resolve(name))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }

  private static Chromium start(String driver, String program, Map<String, String> environment)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(driver, "--port=0", "--log-level=WARNING").redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      Matcher port = PORT.matcher(line);
      if (port.find()) {
        return new Chromium(process, program, Integer.parseInt(port.group(1)));
      }
    }
    return abort("chromedriver does not start");
  }

  private static void install(Path home, Path root) throws IOException, InterruptedException {
    Files.createDirectories(root);
    List<String> packages = missingPackages();
    if (packages.isEmpty() && runs(new ProcessBuilder("apt-get", "update"))) {
      packages = missingPackages();
    }
    List<String> download = new ArrayList<>(List.of("apt-get", "download"));
    download.addAll(packages);
    if (packages.isEmpty() || !runs(new ProcessBuilder(download).directory(home.toFile()))) {
      return;
    }
    try (Stream<Path> files = Files.list(home)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".deb")).toList()) {
        runs(new ProcessBuilder("dpkg-deb", "-x", file.toString(), root.toString()));
        Files.delete(file);
      }
    }
  }

  /** The packages that an installation would bring, as apt's simulation lists them. */
  private static List<String> missingPackages() throws IOException, InterruptedException {
    try {
      Process apt =
          new ProcessBuilder(
                  "apt-get",
                  "install",
                  "--simulate",
                  "--no-install-recommends",
                  "chromium",
                  "chromium-driver")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String said = new String(apt.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      apt.waitFor();
      return said.lines()
          .filter(line -> line.startsWith("Inst "))
          .map(line -> line.split(" ")[1])
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static boolean runs(ProcessBuilder builder) throws InterruptedException {
    try {
      Process process =
          builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
      return process.waitFor(5, TimeUnit.MINUTES) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Where the driver listens. */
  String address() {
    return "http://127.0.0.1:" + port;
  }

  /** The browser's program. */
  String program() {
    return program;
  }

  @Override
  public void close() {
    driver.descendants().forEach(ProcessHandle::destroy);
    driver.destroy();
  }
}
