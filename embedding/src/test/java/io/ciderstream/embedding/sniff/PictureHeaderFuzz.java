package io.ciderstream.embedding.sniff;

import io.ciderstream.schemas.CiderException;

/** Target of {@code ./cider fuzz sniff}: any bytes give a header or an input error. */
public final class PictureHeaderFuzz {
  private PictureHeaderFuzz() {}

  /** Called by Jazzer. */
  public static void fuzzerTestOneInput(byte[] content) {
    try {
      PictureHeader header = PictureHeader.read(content);
      if (header.width() <= 0 || header.height() <= 0 || header.pixels() <= 0) {
        throw new AssertionError("accepted without pixels: " + header);
      }
      header.requireWhole(content);
    } catch (CiderException e) {
      requireInput(e);
    }
  }

  private static void requireInput(CiderException e) {
    switch (e.code()) {
      case FORMAT_UNKNOWN, FORMAT_UNSUPPORTED, PICTURE_CORRUPT -> {
        // what it may be
      }
      default -> throw new AssertionError(e);
    }
  }
}
