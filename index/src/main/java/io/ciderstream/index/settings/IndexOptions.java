package io.ciderstream.index.settings;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Where the index is and how it is created and used.
 *
 * @param connection how to reach Milvus
 * @param name the alias, and the beginning of each collection's name: letters, digits and single
 *     underscores, at most 200
 * @param vectorIndex the vector index of new collections, and how it is searched
 * @param aliasRecheck how long a searcher uses the alias's target before it reads the alias again
 * @param batch the limits of one write
 */
public record IndexOptions(
    IndexConnection connection,
    String name,
    VectorIndex vectorIndex,
    Duration aliasRecheck,
    BatchLimits batch) {
  private static final int LONGEST_NAME = 200;
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9]*(_[A-Za-z0-9]+)*");

  /** Rejects invalid values with SETTING_INVALID. */
  public IndexOptions {
    requireNonNull(connection, "connection");
    requireNonNull(vectorIndex, "vectorIndex");
    requireNonNull(batch, "batch");
    Checks.require(
        name.length() <= LONGEST_NAME && NAME.matcher(name).matches(),
        "%s is %s, not up to %d letters, digits and single underscores.",
        IndexSettings.NAME.name(),
        name,
        LONGEST_NAME);
    Checks.require(
        !aliasRecheck.isNegative(), "%s is negative.", IndexSettings.ALIAS_RECHECK.name());
  }

  /** Returns the options of another index of this server. */
  public IndexOptions withName(String other) {
    return new IndexOptions(connection, other, vectorIndex, aliasRecheck, batch);
  }
}
