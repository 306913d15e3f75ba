package io.ciderstream.embedding.sniff;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The formats that are accepted, recognised by their first bytes. */
public enum PictureFormat {
  JPEG,
  PNG,
  WEBP,
  GIF,
  BMP,
  TIFF;

  /** Returns the format that the content begins like. */
  public static Optional<PictureFormat> of(byte[] content) {
    if (starts(content, 0, 0xff, 0xd8, 0xff)) {
      return Optional.of(JPEG);
    }
    if (starts(content, 0, 0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a)) {
      return Optional.of(PNG);
    }
    if (starts(content, "RIFF", 0) && starts(content, "WEBP", 8)) {
      return Optional.of(WEBP);
    }
    if (starts(content, "GIF87a", 0) || starts(content, "GIF89a", 0)) {
      return Optional.of(GIF);
    }
    if (isTiff(content)) {
      return Optional.of(TIFF);
    }
    return starts(content, "BM", 0) && BmpHeader.isLikely(content)
        ? Optional.of(BMP)
        : Optional.empty();
  }

  /** TIFF 6.0 and BigTIFF, in either byte order. */
  private static boolean isTiff(byte[] content) {
    return starts(content, 0, 'I', 'I', TiffDirectory.CLASSIC, 0)
        || starts(content, 0, 'M', 'M', 0, TiffDirectory.CLASSIC)
        || starts(content, 0, 'I', 'I', TiffDirectory.BIG, 0)
        || starts(content, 0, 'M', 'M', 0, TiffDirectory.BIG);
  }

  static boolean starts(byte[] content, String magic, int at) {
    return starts(content, magic.getBytes(StandardCharsets.US_ASCII), at);
  }

  static boolean starts(byte[] content, byte[] magic, int at) {
    return content.length >= at + magic.length
        && Arrays.equals(content, at, at + magic.length, magic, 0, magic.length);
  }

  private static boolean starts(byte[] content, int at, int... magic) {
    if (content.length < at + magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if ((content[at + i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }
}
