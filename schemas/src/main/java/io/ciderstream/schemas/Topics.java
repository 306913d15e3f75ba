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

  /** The names of the contract. */
  public static final Topics DEFAULT = withPrefix("");

  /** The names of the contract behind a prefix, so that several systems can share a broker. */
  public static Topics withPrefix(String prefix) {
    return new Topics(
        prefix + "images",
        prefix + "descriptors",
        prefix + "queries",
        prefix + "replies",
        prefix + "images.dead-letters",
        prefix + "queries.dead-letters",
        prefix + "descriptors.dead-letters");
  }

  /** All topics, in the order of the data's way. */
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
