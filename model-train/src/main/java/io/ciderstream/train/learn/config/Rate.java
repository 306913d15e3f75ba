package io.ciderstream.train.learn.config;

import java.util.regex.Pattern;

/**
 * How fast some parameters learn.
 *
 * @param names the whole of their names
 * @param rate highest learning rate, more than 0
 */
public record Rate(Pattern names, double rate) {
  public Rate {
    if (!(rate > 0)) {
      throw new IllegalArgumentException(
          "rate is %s, but must be more than 0; leave out the names of what is not to learn"
              .formatted(rate));
    }
  }

  /** Whether a parameter is meant. */
  public boolean matches(String name) {
    return names.matcher(name).matches();
  }
}
