package io.ciderstream.evaluation.data;

import java.util.Optional;

/**
 * A line of an exclusion file: a class as it is, or, where that would be read differently (it is
 * empty, begins or ends with a space, begins with # or a backslash, or has a line break), after a
 * backslash, with {@code \\n}, {@code \\r} and {@code \\\\} for a line break and a backslash.
 */
public final class ExclusionLine {
  private static final String ESCAPE = "\\";

  private ExclusionLine() {}

  /** Returns the line of a class, without its end. */
  public static String of(String name) {
    boolean plain =
        !name.isEmpty()
            && name.equals(name.strip())
            && !name.startsWith("#")
            && !name.startsWith(ESCAPE)
            && !name.startsWith("\uFEFF")
            && name.indexOf('\n') < 0
            && name.indexOf('\r') < 0;
    return plain
        ? name
        : ESCAPE + name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
  }

  /** Returns the class in a line; empty if the line is empty or a comment. */
  static Optional<String> read(String line) {
    if (line.startsWith(ESCAPE)) {
      return Optional.of(unescaped(line.substring(1)));
    }
    String name = line.strip();
    return name.isEmpty() || name.startsWith("#") ? Optional.empty() : Optional.of(name);
  }

  private static String unescaped(String text) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char at = text.charAt(i);
      if (at == '\\' && i + 1 < text.length()) {
        char next = text.charAt(++i);
        name.append(next == 'n' ? '\n' : next == 'r' ? '\r' : next);
      } else {
        name.append(at);
      }
    }
    return name.toString();
  }
}
