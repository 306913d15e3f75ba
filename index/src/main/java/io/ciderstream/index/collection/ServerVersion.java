package io.ciderstream.index.collection;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of a server.
 *
 * @param text as the server reports it
 * @param lite whether it is Milvus Lite; the 2.3 server out of a wheel reports v2.3.5-lite
 * @param number 1000 times the major and the minor number: 2006 for 2.6.x; a version without
 *     numbers counts as the newest
 */
public record ServerVersion(String text, boolean lite, int number) {
  private static final Pattern NUMBERS = Pattern.compile("(?:^|[^0-9.])(\\d{1,3})\\.(\\d{1,3})");
  private static final int MAJOR = 1000;

  /** Reads a version. */
  public static ServerVersion of(String text) {
    Matcher matcher = NUMBERS.matcher(text);
    int number =
        matcher.find()
            ? MAJOR * Integer.parseInt(matcher.group(1)) + Integer.parseInt(matcher.group(2))
            : Integer.MAX_VALUE;
    return new ServerVersion(text, text.startsWith("milvus_lite"), number);
  }

  /** Returns whether the server has a feature. */
  public boolean has(ServerFeature feature) {
    return lite ? feature.lite() : number >= feature.since();
  }
}
