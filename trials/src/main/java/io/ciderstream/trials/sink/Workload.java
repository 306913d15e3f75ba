package io.ciderstream.trials.sink;

import java.util.SplittableRandom;

/**
 * The records that a test writes. Every update follows from its number alone.
 *
 * @param updates how many records, 1 or more
 * @param keys how many different keys, 1 or more
 * @param dimension of the vectors, 1 or more
 * @param partitions of the topic, 1 or more
 * @param mixed keys come at random, and a tenth of the records are tombstones; else keys come in
 *     turn
 */
public record Workload(long updates, int keys, int dimension, int partitions, boolean mixed) {
  private static final double TOMBSTONES = 0.1;

  /** Rejects impossible values. */
  public Workload {
    if (updates < 1 || keys < 1 || dimension < 1 || partitions < 1) {
      throw new IllegalArgumentException(
          "updates %d, keys %d, dimension %d and partitions %d must each be 1 or more"
              .formatted(updates, keys, dimension, partitions));
    }
  }

  /** Returns updates and tombstones at random over the keys. */
  public static Workload mixed(long updates, int keys, int dimension, int partitions) {
    return new Workload(updates, keys, dimension, partitions, true);
  }

  /** Returns so many rows, each with a different key. */
  public static Workload rows(int rows, int dimension) {
    return new Workload(rows, rows, dimension, 1, false);
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
