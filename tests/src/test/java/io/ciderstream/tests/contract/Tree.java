package io.ciderstream.tests.contract;

import java.util.LinkedHashMap;
import java.util.Map;

/** Creates maps that keep the order of their entries. */
final class Tree {
  private Tree() {}

  /**
   * @param pairs name, value, name, value
   */
  static Map<String, Object> of(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }

  static Map<String, Object> ref(String path) {
    return of("$ref", "#/" + path);
  }
}
