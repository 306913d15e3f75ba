package io.ciderstream.schemas;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Microseconds by stage in the header {@link HeaderNames#CANARY_TIMES}, written {@code
 * decode=1200,infer=9000}.
 */
public final class CanaryTimes {
  private CanaryTimes() {}

  /** Returns the header's value. */
  public static byte[] format(Map<String, Long> micros) {
    return new TreeMap<>(micros)
        .entrySet().stream()
            .map(stage -> stage.getKey() + "=" + stage.getValue())
            .collect(Collectors.joining(","))
            .getBytes(StandardCharsets.UTF_8);
  }

  /** Reads a header's value; what is no time is skipped. */
  public static Map<String, Long> parse(byte[] value) {
    Map<String, Long> times = new TreeMap<>();
    for (String part : new String(value, StandardCharsets.UTF_8).split(",")) {
      String[] pair = part.split("=", 2);
      try {
        times.put(pair[0], Math.max(0, Long.parseLong(pair[pair.length - 1])));
      } catch (NumberFormatException e) {
        // another release may write more
      }
    }
    return times;
  }
}
