package io.ciderstream.console.api;

import java.nio.charset.StandardCharsets;

/** Finds the media type of an encoded picture from its first bytes. */
final class MediaTypes {
  private static final int TIFF_LITTLE = 0x49492a00;
  private static final int TIFF_BIG = 0x4d4d002a;

  private MediaTypes() {}

  static String of(byte[] picture) {
    String head = new String(picture, 0, Math.min(12, picture.length), StandardCharsets.ISO_8859_1);
    if (head.startsWith("\u00ff\u00d8\u00ff")) {
      return "image/jpeg";
    }
    if (head.startsWith("\u0089PNG")) {
      return "image/png";
    }
    if (head.startsWith("GIF8")) {
      return "image/gif";
    }
    if (head.startsWith("RIFF") && head.endsWith("WEBP")) {
      return "image/webp";
    }
    if (head.startsWith("BM")) {
      return "image/bmp";
    }
    int magic = picture.length < 4 ? 0 : java.nio.ByteBuffer.wrap(picture).getInt();
    return magic == TIFF_LITTLE || magic == TIFF_BIG ? "image/tiff" : "application/octet-stream";
  }
}
