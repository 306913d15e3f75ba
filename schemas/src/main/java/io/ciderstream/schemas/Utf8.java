package io.ciderstream.schemas;

import java.nio.charset.StandardCharsets;

/** Bounds text by its bytes in UTF-8. */
public final class Utf8 {
  private static final String MARK = "...";

  private Utf8() {}

  /**
   * Returns the text itself if it has no more bytes than this, else its beginning, cut between two
   * characters, and three dots. A surrogate without its other half becomes a question mark, because
   * it has no bytes in UTF-8.
   *
   * @param maxBytes 3 or more
   */
  public static String cut(String text, int maxBytes) {
    StringBuilder kept = new StringBuilder(Math.min(text.length(), maxBytes));
    int bytes = 0;
    int roomBeforeMark = 0; // where to cut if the rest does not fit
    for (int i = 0; i < text.length(); ) {
      int read = text.codePointAt(i);
      int written = read >= Character.MIN_SURROGATE && read <= Character.MAX_SURROGATE ? '?' : read;
      bytes += size(written);
      if (bytes > maxBytes) {
        kept.setLength(roomBeforeMark);
        return kept.append(MARK).toString();
      }
      kept.appendCodePoint(written);
      if (bytes <= maxBytes - MARK.length()) {
        roomBeforeMark = kept.length();
      }
      i += Character.charCount(read);
    }
    return kept.toString();
  }

  /** Returns the text's bytes, after {@link #cut}. */
  public static byte[] bytes(String text, int maxBytes) {
    return cut(text, maxBytes).getBytes(StandardCharsets.UTF_8);
  }

  private static int size(int codePoint) {
    if (codePoint < 0x80) {
      return 1;
    }
    if (codePoint < 0x800) {
      return 2;
    }
    return codePoint < 0x10000 ? 3 : 4;
  }
}
