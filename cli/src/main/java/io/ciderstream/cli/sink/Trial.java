package io.ciderstream.cli.sink;

import java.util.SplittableRandom;

/**
 * What is written in a trial. Every update follows from its number alone.
 *
 * @param updates how many records, 1 or more
 * @param keys how many different keys, 1 or more
 * @param dimension of the vectors, 1 or more
 * @param partitions of the topic, 1 or more
 * @param mixed keys come at random, and a tenth of the records are tombstones; else keys come in
 *     turn
 */
public record Trial(long updates, int keys, int dimension, int partitions, boolean mixed) {
  private static final double TOMBSTONES = 0.1;

  /** Refuses impossible values. */
  public Trial {
    if (updates < 1 || keys < 1 || dimension < 1 || partitions < 1) {
      throw new IllegalArgumentException(
          "updates %d, keys %d, dimension %d and partitions %d must each be 1 or more"
              .formatted(updates, keys, dimension, partitions));
    }
  }

  /** Updates and tombstones at random over the keys. */
  public static Trial mixed(long updates, int keys, int dimension, int partitions) {
    return new Trial(updates, keys, dimension, partitions, true);
  }

  /** So many rows, each with a key of its own. */
  public static Trial rows(int rows, int dimension) {
    return new Trial(rows, rows, dimension, 1, false);
  }

  /**
   * One update.
   *
   * @param number which one; kept in the row's source offset
   * @param key of the record
   * @param vector null for a tombstone
   */
  record Update(long number, String key, float[] vector) {}

  Update update(long number) {
    SplittableRandom random = new SplittableRandom(number);
    if (!mixed) {
      return new Update(number, "k" + number % keys, vector(random));
    }
    String key = "k" + random.nextInt(keys);
    return new Update(number, key, random.nextDouble() < TOMBSTONES ? null : vector(random));
  }

  private float[] vector(SplittableRandom random) {
    float[] vector = new float[dimension];
    double squares = 0;
    for (int i = 0; i < dimension; i++) {
      vector[i] = (float) random.nextDouble(-1, 1);
      squares += vector[i] * vector[i];
    }
    float norm = (float) Math.max(Math.sqrt(squares), Float.MIN_NORMAL);
    for (int i = 0; i < dimension; i++) {
      vector[i] /= norm;
    }
    return vector;
  }
}
