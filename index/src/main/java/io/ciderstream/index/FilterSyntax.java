package io.ciderstream.index;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Checks of a filter that need no server: it can be put between parentheses without changing what
 * is around it, and it is not so long or nested that a server's parser suffers. Milvus checks the
 * rest.
 */
public final class FilterSyntax {
  /** The longest filter in bytes of UTF-8. */
  public static final int MAX_BYTES = 65_535;

  /** How deep brackets may be nested. */
  public static final int MAX_DEPTH = 64;

  private FilterSyntax() {}

  /**
   * Checks a filter from outside.
   *
   * @throws CiderException FILTER_INVALID
   */
  public static void require(String filter) {
    if (filter.length() > MAX_BYTES || filter.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw invalid("has more than %d bytes".formatted(MAX_BYTES));
    }
    Deque<Character> open = new ArrayDeque<>();
    int i = 0;
    while (i < filter.length()) {
      char c = filter.charAt(i);
      switch (c) {
        case '"', '\'' -> i = endOfText(filter, i);
        case '(' -> open.push(')');
        case '[' -> open.push(']');
        case '{' -> open.push('}');
        case ')', ']', '}' -> {
          if (open.isEmpty() || open.pop() != c) {
            throw invalid("closes a bracket at character %d that is not open".formatted(i + 1));
          }
        }
        default -> {
          // Milvus checks it
        }
      }
      if (open.size() > MAX_DEPTH) {
        throw invalid("nests brackets more than %d deep".formatted(MAX_DEPTH));
      }
      i++;
    }
    if (!open.isEmpty()) {
      throw invalid("leaves a bracket open");
    }
  }

  private static int endOfText(String filter, int start) {
    for (int i = start + 1; i < filter.length(); i++) {
      char c = filter.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == filter.charAt(start)) {
        return i;
      }
    }
    throw invalid("leaves a text open that begins at character %d".formatted(start + 1));
  }

  private static CiderException invalid(String reason) {
    return new CiderException(ErrorCode.FILTER_INVALID, "The filter %s.".formatted(reason));
  }
}
