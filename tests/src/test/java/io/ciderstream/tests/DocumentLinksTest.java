package io.ciderstream.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks the documents as a whole: links lead somewhere, lines fit a terminal. */
class DocumentLinksTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final int COLUMNS = 120;
  private static final Pattern LINK =
      Pattern.compile(
          "\\]\\((?<inline>[^)\\s]+)\\)|^\\[[^\\]]+\\]: (?<listed>\\S+)$", Pattern.MULTILINE);

  @Test
  void shouldLinkOnlyToWhatExists() throws IOException {
    List<String> broken = new ArrayList<>();
    int links = 0;
    for (Path page : pages()) {
      for (String target : targets(withoutCode(Files.readString(page)))) {
        links++;
        if (!exists(page, target)) {
          broken.add(ROOT.relativize(page) + " links to " + target);
        }
      }
    }
    assertThat(links).isGreaterThan(100);
    assertThat(broken).as("correct the link, or the heading that it names").isEmpty();
  }

  @Test
  void shouldKeepLinesShort() throws IOException {
    List<String> tooLong = new ArrayList<>();
    for (Path page : pages()) {
      List<String> lines = withoutCode(Files.readString(page)).lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i);
        if (line.length() > COLUMNS && !line.startsWith("|") && !isLinkAlone(line)) {
          tooLong.add(ROOT.relativize(page) + ": " + line);
        }
      }
    }
    assertThat(tooLong).as("break the line before column %d", COLUMNS).isEmpty();
  }

  private static boolean isLinkAlone(String line) {
    return line.matches("\\[[^\\]]+\\]: .*") || line.strip().matches("!?\\[.*\\]\\(\\S+\\)[.,]?");
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      docs.filter(page -> page.toString().endsWith(".md")).forEach(pages::add);
    }
    for (String page :
        List.of("README.md", "CONTRIBUTING.md", "examples/README.md", "models/README.md")) {
      pages.add(ROOT.resolve(page));
    }
    return pages;
  }

  /** Keeps the number of lines. */
  private static String withoutCode(String text) {
    StringBuilder kept = new StringBuilder();
    boolean code = false;
    for (String line : text.lines().toList()) {
      boolean fence = line.strip().startsWith("```");
      kept.append(code || fence ? "" : line).append('\n');
      code ^= fence;
    }
    return kept.toString();
  }

  private static List<String> targets(String text) {
    return LINK.matcher(text)
        .results()
        .map(link -> link.group(1) == null ? link.group(2) : link.group(1))
        .filter(target -> !target.matches("[a-z]+:.*"))
        .toList();
  }

  private static boolean exists(Path page, String target) throws IOException {
    int hash = target.indexOf('#');
    String file = hash < 0 ? target : target.substring(0, hash);
    Path linked = file.isEmpty() ? page : page.resolveSibling(file).normalize();
    if (!Files.exists(linked)) {
      return false;
    }
    return hash < 0 || anchors(linked).contains(target.substring(hash + 1));
  }

  /** Returns the anchors of a page's headings, as GitHub makes them. */
  private static Set<String> anchors(Path page) throws IOException {
    return withoutCode(Files.readString(page))
        .lines()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^a-z0-9 _-]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }
}
