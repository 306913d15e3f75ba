package io.ciderstream.tests.deploy;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.stream.Stream;

/** The files of a checkout that an image can be built from: what {@code .dockerignore} leaves. */
final class DockerContext {
  private final Path root;
  private final List<PathMatcher> ignored;

  private DockerContext(Path root, List<PathMatcher> ignored) {
    this.root = root;
    this.ignored = ignored;
  }

  /** Reads the patterns of the checkout at that folder; exceptions ({@code !}) are refused. */
  static DockerContext of(Path root) throws IOException {
    List<PathMatcher> ignored =
        Files.readAllLines(root.resolve(".dockerignore")).stream()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .flatMap(DockerContext::globs)
            .map(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob))
            .toList();
    return new DockerContext(root.toAbsolutePath().normalize(), ignored);
  }

  /** Docker's {@code **} also stands for no folder at all. */
  private static Stream<String> globs(String pattern) {
    if (pattern.startsWith("!")) {
      throw new IllegalArgumentException("exceptions are not read here: " + pattern);
    }
    return pattern.startsWith("**/")
        ? Stream.of(pattern, pattern.substring("**/".length()))
        : Stream.of(pattern);
  }

  /** Returns whether the file or folder is there and can be used by the build of an image. */
  boolean has(Path file) {
    Path path = file.toAbsolutePath().normalize();
    if (!path.startsWith(root) || !Files.exists(path)) {
      return false;
    }
    for (Path part = root.relativize(path); part != null; part = part.getParent()) {
      Path tested = part;
      if (ignored.stream().anyMatch(matcher -> matcher.matches(tested))) {
        return false;
      }
    }
    return true;
  }
}
