package io.ciderstream.schemas;

/** Checks and cuts texts that come from others. */
public final class Texts {
  private static final String CUT = "...";

  private Texts() {}

  /** Returns whether the text has no half of a surrogate pair, which UTF-8 cannot express. */
  public static boolean isWellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return false;
      }
    }
    return true;
  }

  /** Returns the text on one line, cut after that many characters, for messages. */
  public static String shortened(String text, int characters) {
    int end = Math.min(text.length(), characters);
    if (end > 0 && end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    StringBuilder line = new StringBuilder(end + CUT.length());
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      line.append(Character.isISOControl(c) ? '?' : c);
    }
    return end == text.length() ? line.toString() : line.append(CUT).toString();
  }

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
    int roomBeforeDots = 0; // where to cut if the rest does not fit
    for (int i = 0; i < text.length(); ) {
      int read = text.codePointAt(i);
      int written = read >= Character.MIN_SURROGATE && read <= Character.MAX_SURROGATE ? '?' : read;
      bytes += size(written);
      if (bytes > maxBytes) {
        kept.setLength(roomBeforeDots);
        return kept.append(CUT).toString();
      }
      kept.appendCodePoint(written);
      if (bytes <= maxBytes - CUT.length()) {
        roomBeforeDots = kept.length();
      }
      i += Character.charCount(read);
    }
    return kept.toString();
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
