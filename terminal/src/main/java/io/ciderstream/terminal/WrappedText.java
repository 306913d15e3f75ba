package io.ciderstream.terminal;

/** Wraps sentences into lines of at most 120 characters. */
public final class WrappedText {
  private static final int COLUMNS = 120;

  private WrappedText() {}

  /** Returns the text in lines. */
  public static String of(String text) {
    return of(text, "");
  }

  /**
   * Returns the text in lines.
   *
   * @param indent what each line but the first begins with
   */
  public static String of(String text, String indent) {
    StringBuilder lines = new StringBuilder();
    int column = 0;
    for (String word : text.strip().split("\\s+")) {
      if (column > 0 && column + 1 + word.length() > COLUMNS) {
        lines.append('\n').append(indent);
        column = indent.length();
      } else if (column > 0) {
        lines.append(' ');
        column++;
      }
      lines.append(word);
      column += word.length();
    }
    return lines.toString();
  }
}
