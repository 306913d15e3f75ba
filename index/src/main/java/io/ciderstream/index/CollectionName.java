package io.ciderstream.index;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a collection of descriptors: that of the index which a sink writes, and the model's
 * hash. An alias may point to a collection of another index, which a rebuild has filled.
 *
 * @param index the name of the index, which is also an alias
 * @param modelHash the model of the descriptors
 */
public record CollectionName(String index, String modelHash) {
  private static final Pattern NAME = Pattern.compile("(.+)__([0-9A-Za-z]{1,32})");

  /** Returns the parts of a collection's name; empty if it is none of descriptors. */
  public static Optional<CollectionName> of(String collection) {
    Matcher name = NAME.matcher(collection);
    return name.matches()
        ? Optional.of(new CollectionName(name.group(1), name.group(2)))
        : Optional.empty();
  }

  /** Returns the whole name. */
  public String collection() {
    return new ModelId("", modelHash).collection(index);
  }
}
