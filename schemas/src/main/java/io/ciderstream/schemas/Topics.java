package io.ciderstream.schemas;

import java.util.List;

/** The topics of one system. {@link #DEFAULT} has the names of the contract. */
public record Topics(
    String images,
    String descriptors,
    String queries,
    String replies,
    String imagesDeadLetters,
    String queriesDeadLetters,
    String descriptorsDeadLetters) {

  /** How the names of all topics of dead letters end. */
  public static final String DEAD_LETTERS = ".dead-letters";

  /** The name of the topic of descriptors before any rebuild with another model. */
  public static final String DESCRIPTORS = "descriptors";

  /** The names of the contract. */
  public static final Topics DEFAULT = withPrefix("");

  /**
   * Returns the names of the contract behind a prefix, so that several systems can share a broker.
   */
  public static Topics withPrefix(String prefix) {
    return withPrefix(prefix, DESCRIPTORS);
  }

  /**
   * Returns the names of the contract behind a prefix, except that of the descriptors: a rebuild
   * with another model writes a topic of its own.
   */
  public static Topics withPrefix(String prefix, String descriptors) {
    return new Topics(
        prefix + "images",
        prefix + descriptors,
        prefix + "queries",
        prefix + "replies",
        prefix + "images" + DEAD_LETTERS,
        prefix + "queries" + DEAD_LETTERS,
        prefix + DESCRIPTORS + DEAD_LETTERS);
  }

  /** Returns where the bad records of {@code images} or {@code queries} go. */
  public String deadLetters(String input) {
    return input.equals(images) ? imagesDeadLetters : queriesDeadLetters;
  }

  /** Returns all topics, in the order of the data's way. */
  public List<String> all() {
    return List.of(
        images,
        descriptors,
        queries,
        replies,
        imagesDeadLetters,
        queriesDeadLetters,
        descriptorsDeadLetters);
  }
}
