package io.ciderstream.schemas;

import org.apache.kafka.common.utils.Utils;

/**
 * The partition of a record's key by the contract: murmur2 of the key's bytes, as Java's producer
 * and {@code partitioner=murmur2_random} of librdkafka choose it. All records of an image id must
 * be in one partition, since there is no order between partitions.
 */
public final class KeyPartition {
  private KeyPartition() {}

  /**
   * Returns the key's partition.
   *
   * @param key the key's bytes, not null
   * @param partitions of the topic, 1 or more
   */
  public static int of(byte[] key, int partitions) {
    return Utils.toPositive(Utils.murmur2(key)) % partitions;
  }
}
