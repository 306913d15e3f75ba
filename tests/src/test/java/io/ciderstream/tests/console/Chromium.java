package io.ciderstream.tests.console;

import static org.junit.jupiter.api.Assumptions.abort;

import io.ciderstream.servers.Installation;
import io.ciderstream.tests.install.DebianPackages;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A browser with its driver. Those of the machine are used if it has both and their versions match
 * ({@code CHROME_BIN} and {@code CHROMEDRIVER} name them, or the PATH has them). Otherwise both are
 * Debian's packages, unpacked below the cider home: a driver works only with the browser of the
 * same version. Aborts the test if neither is possible.
 */
final class Chromium implements AutoCloseable {
  private static final Pattern PORT = Pattern.compile("started successfully on port (\\d+)");

  private static final Pattern VERSION = Pattern.compile("(\\d+)\\.\\d+");
  private static final List<String> PROGRAMS =
      List.of("chromium", "chromium-common", "chromium-driver");

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
    if (installed.isPresent()
        && versionsMatch(version(installed.get()), version(installedDriver))) {
      return start(installedDriver, installed.get(), Map.of());
    }
    Path root;
    try {
      root =
          Installation.folder(
              Path.of(System.getProperty("cider.home"), "browser"), Chromium::install);
    } catch (IOException e) {
      return abort(
          "the console in a browser, for no chromium and chromedriver that fit each other are on"
              + " the PATH (or named by CHROME_BIN and CHROMEDRIVER), and apt-get cannot download"
              + " them: "
              + e.getMessage());
    }
    Path libraries = root.resolve("usr/lib/x86_64-linux-gnu");
    Map<String, String> environment =
        Map.of("LD_LIBRARY_PATH", libraries + ":" + libraries.resolve("pulseaudio"));
    return start(
        root.resolve("usr/bin/chromedriver").toString(),
        root.resolve("usr/lib/chromium/chromium").toString(),
        environment);
  }

  /** Returns whether the first numbers of both versions are the same, as a driver requires. */
  static boolean versionsMatch(Optional<String> browser, Optional<String> driver) {
    return browser.isPresent() && browser.equals(driver);
  }

  /** Returns the first number of a program's version; empty if it does not run. */
  private static Optional<String> version(String program) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(program, "--version").redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Matcher number = VERSION.matcher(output);
      return process.waitFor() == 0 && number.find()
          ? Optional.of(number.group(1))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> installedProgram() throws InterruptedException {
    List<String> names = new ArrayList<>(NAMES);
    Optional.ofNullable(System.getenv("CHROME_BIN")).ifPresent(named -> names.add(0, named));
    for (String name : names) {
      Optional<String> found = onPath(name);
      if (found.isPresent() && version(found.get()).isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** Returns the path of a program, which the driver needs. */
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
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Matcher port = PORT.matcher(line);
      if (port.find()) {
        return new Chromium(process, program, Integer.parseInt(port.group(1)));
      }
    }
    return abort("chromedriver does not start");
  }

  private static void install(Path folder) throws IOException {
    DebianPackages.unpack(packages(DebianPackages.closure(PROGRAMS)), folder);
  }

  /** Returns browser and driver, even if the machine has one of them, and their dependencies. */
  static List<String> packages(List<String> missing) {
    return Stream.concat(PROGRAMS.stream(), missing.stream()).distinct().toList();
  }

  /** Returns the address of the driver. */
  String address() {
    return "http://127.0.0.1:" + port;
  }

  /** Returns the program of the browser. */
  String program() {
    return program;
  }

  @Override
  public void close() {
    driver.descendants().forEach(ProcessHandle::destroy);
    driver.destroy();
  }
}
