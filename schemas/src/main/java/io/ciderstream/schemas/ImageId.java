package io.ciderstream.schemas;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** An image id: UTF-8, 1 to 512 bytes, no control characters. */
public record ImageId(String value) {
  private static final int MAX_BYTES = 512;

  /** Rejects what is no image id with {@link ErrorCode#KEY_INVALID}. */
  public ImageId {
    int bytes = value.getBytes(StandardCharsets.UTF_8).length;
    if (bytes < 1 || bytes > MAX_BYTES) {
      throw new CiderException(ErrorCode.KEY_INVALID, "The key has %d bytes.".formatted(bytes));
    }
    if (value.codePoints().anyMatch(Character::isISOControl)) {
      throw new CiderException(ErrorCode.KEY_INVALID, "The key has a control character.");
    }
    if (!Texts.isWellFormed(value)) {
      throw new CiderException(
          ErrorCode.KEY_INVALID, "The key has half of a surrogate pair, which is no UTF-8.");
    }
  }

  /** Returns the id itself, for messages. */
  @Override
  public String toString() {
    return value;
  }

  /** Returns the id as a record key. */
  public byte[] toBytes() {
    return value.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads a record key.
   *
   * @param key the key's bytes; null counts as empty
   * @throws CiderException KEY_INVALID if it is no image id
   */
  public static ImageId of(byte[] key) {
    try {
      byte[] bytes = key == null ? new byte[0] : key;
      return new ImageId(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      throw new CiderException(ErrorCode.KEY_INVALID, "The key is not UTF-8.", e);
    }
  }
}
