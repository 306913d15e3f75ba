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
}
