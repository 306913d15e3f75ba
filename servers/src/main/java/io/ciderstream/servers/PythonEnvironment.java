package io.ciderstream.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Python virtual environment with pinned packages, made on first use. Any thread. */
public final class PythonEnvironment {
  private static final Logger LOG = LoggerFactory.getLogger(PythonEnvironment.class);
  private static final int MINOR_NEEDED = 10;

  private final Path path;

  private PythonEnvironment(Path path) {
    this.path = path;
  }

  /**
   * Returns the environment, which is made first if it is not complete.
   *
   * @param name of the environment's folder
   * @param packages requirements with versions
   * @throws ServerException if there is no Python of 3.10 or newer, or the packages cannot be
   *     installed
   */
  public static PythonEnvironment of(ServerHome home, String name, List<String> packages) {
    String requested = String.join("\n", packages);
    try {
      // its programs name their own folder, so that has one name only
      Path path = Files.createDirectories(home.path().resolve("python")).toRealPath().resolve(name);
      Path marker = path.resolve("complete");
      return Installation.locked(
          path,
          () -> {
            if (!isComplete(path, marker, requested)) {
              LOG.info(
                  "installing {} into {} (once; needs the Python package index)", packages, path);
              make(path, packages);
              Files.writeString(marker, requested);
            }
            return new PythonEnvironment(path);
          });
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The folder %s cannot be used for Python's %s.".formatted(home.path(), name), e);
    }
  }

  private static boolean isComplete(Path path, Path marker, String requested) throws IOException {
    return Files.isExecutable(path.resolve("bin").resolve("python"))
        && Files.exists(marker)
        && Files.readString(marker).equals(requested)
        && isWhereItWasMade(path);
  }

  /** Returns whether the folder was not moved, since the programs would not start after that. */
  private static boolean isWhereItWasMade(Path path) throws IOException {
    Path program = path.resolve("bin").resolve("pip");
    return Files.exists(program)
        && Files.readString(program).contains(path.resolve("bin").resolve("python").toString());
  }

  /** Returns the path of a program of the packages. */
  public String program(String name) {
    return path.resolve("bin").resolve(name).toString();
  }

  /** Runs the environment's Python and waits for its end. */
  void run(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(program("python"));
    command.addAll(arguments);
    try {
      run(command, "delete " + path + " so that it is created again");
    } catch (IOException e) {
      throw new UncheckedIOException("Python of " + path + " does not start.", e);
    }
  }

  private static void make(Path path, List<String> packages) throws IOException {
    Installation.delete(path);
    run(
        List.of(python(PythonEnvironment::minor), "-m", "venv", path.toString()),
        "install Python's venv module (on Debian: python3-venv)");
    List<String> install = new ArrayList<>();
    install.addAll(List.of(path.resolve("bin/python").toString(), "-m", "pip", "install", "-q"));
    install.addAll(packages);
    run(install, "check the access to the Python package index and run the same command again");
  }

  /**
   * Returns the first program that is new enough.
   *
   * @param minor of Python 3.x of that name; empty if there is none
   */
  static String python(Function<String, Optional<String>> minor) {
    for (String candidate :
        List.of("python3", "python3.14", "python3.13", "python3.12", "python3.11", "python3.10")) {
      Optional<String> version = minor.apply(candidate);
      if (version.filter(found -> Integer.parseInt(found) >= MINOR_NEEDED).isPresent()) {
        return candidate;
      }
    }
    throw new ServerException(
        "No Python of version 3.%d or newer is on the PATH; install one.".formatted(MINOR_NEEDED));
  }

  private static Optional<String> minor(String python) {
    return output(List.of(python, "-c", "import sys; print(sys.version_info[1])"));
  }

  private static Optional<String> output(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).start();
      String text =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return process.waitFor() == 0 ? Optional.of(text) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static void run(List<String> command, String remedy) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    try {
      if (process.waitFor() != 0) {
        throw new ServerException(
            "%s failed; %s. Its output: %s".formatted(String.join(" ", command), remedy, output));
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static ServerException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new ServerException("Interrupted while preparing Python.", e);
  }
}
