package io.ciderstream.streams.embedder;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 in lower-case hex. */
final class Sha256 {
  private Sha256() {}

  static String of(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has it
    }
  }

  /** Compares with the announced hash, if there is one, whatever its case. */
  static void require(byte[] content, String announced) {
    if (announced == null) {
      return;
    }
    String actual = of(content);
    if (!actual.equalsIgnoreCase(announced)) {
      throw new CiderException(
          ErrorCode.SHA256_MISMATCH,
          "It is %s, but '%s' was announced.".formatted(actual, announced));
    }
  }
}
