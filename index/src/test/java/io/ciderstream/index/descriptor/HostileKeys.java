package io.ciderstream.index.descriptor;

import java.util.List;
import java.util.Random;

/** Image ids that would break a badly quoted expression. */
final class HostileKeys {
  static final List<String> KNOWN =
      List.of(
          "x\"] or ts >= 0 or id in [\"y",
          "\" or id != \"",
          "\\",
          "\\\"",
          "\\\\\" or true or \"",
          "'; drop",
          "{x}",
          "%like_",
          "ключ \"é\"",
          "\\u0022 or true",
          "a\\");

  private static final String[] PIECES = {
    "\"", "\\", "]", "[", "'", " or ", " in ", "id", "true", "==", ",", "a", "é", "\\n", "{", "}"
  };

  private HostileKeys() {}

  static String random(Random random) {
    StringBuilder key = new StringBuilder();
    int length = 1 + random.nextInt(12);
    for (int i = 0; i < length; i++) {
      key.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return key.toString();
  }
}
