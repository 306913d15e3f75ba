package io.ciderstream.index.calls;

/** Values in Milvus expressions. The SDK inserts values unescaped, so they are quoted here. */
public final class Literals {
  private Literals() {}

  /**
   * Returns a string literal. Keys have no control characters, so only two characters need an
   * escape.
   */
  public static String quoted(String text) {
    StringBuilder literal = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        literal.append('\\');
      }
      literal.append(c);
    }
    return literal.append('"').toString();
  }
}
