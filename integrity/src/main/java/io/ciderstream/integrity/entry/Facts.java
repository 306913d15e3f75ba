package io.ciderstream.integrity.entry;

import io.ciderstream.index.ModelId;
import io.ciderstream.index.Row;
import io.ciderstream.schemas.BoundingBox;
import io.ciderstream.schemas.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * Digests of what an entry says.
 *
 * @param label digest of the model's hash, or the number of a dead letter's code
 * @param content digest of the encoded picture; 0 if it is unknown
 * @param fields digest of model name, metadata, capture time, size and boxes; 0 if there are none
 * @param sketch of the vector
 */
public record Facts(int label, long content, long fields, VectorSketch sketch) {
  /** The facts of a record without a value. */
  public static final Facts NONE = new Facts(0, 0, 0, VectorSketch.NONE);

  /** Returns the facts of an image whose encoded picture has this SHA-256. */
  public static Facts ofContent(String sha256) {
    return new Facts(0, content(sha256), 0, VectorSketch.NONE);
  }

  /** Returns the facts of a dead letter. */
  public static Facts ofCode(int number) {
    return new Facts(number, 0, 0, VectorSketch.NONE);
  }

  /**
   * Returns the facts of a row, or of the descriptor that it would be made from.
   *
   * @param sha256 of the encoded picture in hex; empty if it is unknown
   */
  public static Facts of(Row row, String sha256) {
    return new Facts(
        label(row.model()), content(sha256), fields(row), VectorSketch.of(row.vector()));
  }

  /** Returns the digest of a model's hash. */
  public static int label(ModelId model) {
    return model.hash().hashCode();
  }

  private static long content(String sha256) {
    boolean known = sha256.length() == 64 && sha256.chars().allMatch(HexFormat::isHexDigit);
    return known ? HexFormat.fromHexDigitsToLong(sha256, 0, 16) : 0;
  }

  private static long fields(Row row) {
    MessageDigest digest = Sha256.newDigest();
    Sha256.add(digest, row.model().name());
    for (Map.Entry<String, Object> entry : new TreeMap<>(row.metadata()).entrySet()) {
      Sha256.add(digest, entry.getKey());
      Sha256.add(digest, text(entry.getValue()));
    }
    Sha256.add(digest, row.picture().capturedAtMs().toString());
    Sha256.add(digest, row.picture().width() + "x" + row.picture().height());
    for (BoundingBox box : row.picture().boxes()) {
      Sha256.add(
          digest, "%s %s %s %s %s".formatted(box.x1(), box.y1(), box.x2(), box.y2(), box.score()));
    }
    return ByteBuffer.wrap(digest.digest()).getLong();
  }

  /** Returns a text that is the same for 1, 1L and 1.0, which JSON does not tell apart. */
  private static String text(Object value) {
    return switch (value) {
      case Float number -> number(number.doubleValue());
      case Double number -> number(number);
      case Long number when Math.abs(number) <= 1L << 53 -> number(number.doubleValue());
      case Number number -> "n" + number;
      case Boolean flag -> "b" + flag;
      default -> "s" + value;
    };
  }

  private static String number(double number) {
    return "n" + (number == 0 ? 0.0 : number);
  }
}
