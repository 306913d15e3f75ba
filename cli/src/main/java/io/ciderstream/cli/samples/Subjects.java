package io.ciderstream.cli.samples;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Properties;

/**
 * What GCompris' pictures show, in words joined by hyphens. Where the file's name tells it, it is
 * taken from there ({@code hawaMahal.webp}: hawa-mahal); the rest stands in {@code
 * subjects.properties}.
 */
final class Subjects {
  private final Properties known;

  Subjects(Properties known) {
    this.known = known;
  }

  /** Those of this project. */
  static Subjects known() throws IOException {
    Properties known = new Properties();
    try (InputStream in = Subjects.class.getResourceAsStream("subjects.properties")) {
      known.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
    return new Subjects(known);
  }

  /** The subject of a picture by its path, of which the last folder and the name count. */
  String of(String path) {
    String withoutEnding = path.substring(0, path.lastIndexOf('.'));
    int name = withoutEnding.lastIndexOf('/') + 1;
    int folder = withoutEnding.lastIndexOf('/', name - 2) + 1;
    String told = known.getProperty(withoutEnding.substring(folder));
    return told != null ? told : hyphenated(withoutEnding.substring(name));
  }

  private static String hyphenated(String camelCase) {
    return camelCase.replaceAll("(?<=\\p{Ll})(?=\\p{Lu})", "-").toLowerCase(Locale.ROOT);
  }
}
