package io.ciderstream.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Chooses the picture that the demo searches with. */
final class DemoQuery {
  private static final Pattern NUMBERED = Pattern.compile("(.+)-\\d+\\.\\w+");

  private DemoQuery() {}

  /**
   * Returns a picture of a subject that a second picture shows too, judged by names such as {@code
   * gate-1.jpg} and {@code gate-2.jpg}; where there is none, the picture in the middle.
   *
   * @param pictures at least one
   */
  static Path of(List<Path> pictures) {
    Map<String, Long> bySubject =
        pictures.stream()
            .flatMap(picture -> subject(picture).stream())
            .collect(Collectors.groupingBy(subject -> subject, Collectors.counting()));
    List<Path> paired =
        pictures.stream()
            .filter(p -> subject(p).filter(name -> bySubject.get(name) > 1).isPresent())
            .toList();
    List<Path> candidates = paired.isEmpty() ? pictures : paired;
    return candidates.get(candidates.size() / 2);
  }

  private static Optional<String> subject(Path picture) {
    Matcher name = NUMBERED.matcher(picture.getFileName().toString());
    return name.matches()
        ? Optional.of(picture.resolveSibling(name.group(1)).toString())
        : Optional.empty();
  }
}
