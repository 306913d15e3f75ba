package io.ciderstream.integrity.log;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Numbers the codes of dead letters, as an entry has no room for a text. One thread. */
public final class CodeNumbers {
  /** Codes beyond this number are counted together: a foreign producer may write any text. */
  private static final int MAX_CODES = 1_000;

  /** The name of the codes that are counted together, and of missing ones. */
  public static final String OTHER = "OTHER";

  private final Map<String, Integer> numbers = new HashMap<>(Map.of(OTHER, 0));
  private final Map<Integer, String> names = new HashMap<>(Map.of(0, OTHER));

  /** Returns the number of a code. */
  int of(Optional<String> code) {
    String name = code.orElse(OTHER);
    Integer known = numbers.get(name);
    if (known != null) {
      return known;
    }
    if (numbers.size() >= MAX_CODES) {
      return 0;
    }
    int number = numbers.size();
    numbers.put(name, number);
    names.put(number, name);
    return number;
  }

  /** Returns the code of a number. */
  public String name(int number) {
    return names.get(number);
  }
}
