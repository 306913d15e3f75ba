package io.ciderstream.integrity.entry;

import io.ciderstream.schemas.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/**
 * The first 128 bits of the SHA-256 of a record's key. Among ten million ids the probability that
 * two have one digest is below 10⁻²⁴.
 *
 * @param high the first 64 bits
 * @param low the next 64 bits
 */
public record KeyDigest(long high, long low) {
  /** A dead letter may have lost the rest of a longer key, which is no image id anyway. */
  private static final int MAX_KEY_BYTES = 1 << 10;

  private static final double TWO_TO_64 = 0x1p64;

  /**
   * Returns the digest of a key.
   *
   * @param key null counts as empty
   */
  public static KeyDigest of(byte[] key) {
    MessageDigest digest = Sha256.newDigest();
    if (key != null) {
      digest.update(key, 0, Math.min(key.length, MAX_KEY_BYTES));
    }
    ByteBuffer bytes = ByteBuffer.wrap(digest.digest());
    return new KeyDigest(bytes.getLong(), bytes.getLong());
  }

  /**
   * Returns whether the key is in a sample. A key of a smaller sample is in each larger one.
   *
   * @param share of all keys, 0 to 1
   */
  public boolean isIn(double share) {
    return share >= 1 || (high >>> 1) * 2.0 < share * TWO_TO_64;
  }
}
