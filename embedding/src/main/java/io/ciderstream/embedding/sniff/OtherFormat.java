package io.ciderstream.embedding.sniff;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.serde.ZeroByteFormat;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Formats that are recognised so that a rejection can name them, but that are not decoded.
 *
 * @param name as people write it
 * @param picture whether it holds a picture or a video; anything else is not a picture at all
 */
record OtherFormat(String name, boolean picture) {
  /** Where a signature is, what it is in hexadecimal digits, and what it means. */
  private record Signature(int at, byte[] magic, OtherFormat format) {
    static Signature picture(int at, String hex, String name) {
      return new Signature(at, HexFormat.of().parseHex(hex), new OtherFormat(name, true));
    }

    static Signature picture(String text, String name) {
      return new Signature(0, ascii(text), new OtherFormat(name, true));
    }

    static Signature other(String text, String name) {
      return new Signature(0, ascii(text), new OtherFormat(name, false));
    }

    private static byte[] ascii(String text) {
      return text.getBytes(StandardCharsets.US_ASCII);
    }
  }

  private static final List<Signature> SIGNATURES =
      List.of(
          Signature.picture(0, "ff4fff51", "JPEG 2000"),
          Signature.picture(0, "ff0a", "JPEG XL"),
          Signature.picture(0, "4949bc01", "JPEG XR"),
          Signature.picture(0, "8a4d4e470d0a1a0a", "MNG"),
          Signature.picture(0, "8b4a4e470d0a1a0a", "JNG"),
          Signature.picture(0, "762f3101", "OpenEXR"),
          Signature.picture(0, "1a45dfa3", "WebM or Matroska"),
          Signature.picture(0, "d7cdc69a", "WMF"),
          Signature.picture(0, "01da", "SGI"),
          Signature.picture(0, "425047fb", "BPG"),
          Signature.picture("8BPS", "Photoshop (PSD)"),
          Signature.picture("%PDF", "PDF"),
          Signature.picture("%!PS", "PostScript"),
          Signature.picture("icns", "ICNS"),
          Signature.picture("DDS ", "DDS"),
          Signature.picture("qoif", "QOI"),
          Signature.picture("FLIF", "FLIF"),
          Signature.picture("farbfeld", "farbfeld"),
          Signature.picture("gimp xcf", "GIMP (XCF)"),
          Signature.picture("AT&TFORM", "DjVu"),
          Signature.picture("#?RADIANCE", "Radiance HDR"),
          Signature.picture("FUJIFILMCCD-RAW", "Fujifilm raw"),
          Signature.picture("IIRO", "Olympus raw"),
          Signature.picture("IIU\0", "Panasonic raw"),
          Signature.other("PK\3\4", "a ZIP archive"),
          Signature.other("\37\213", "gzip data"),
          Signature.picture("Image type:", "IM"),
          Signature.picture("#define ", "XBM"),
          Signature.picture("/* XPM */", "XPM"),
          Signature.picture(0, "0a0001", "PCX"),
          Signature.picture(0, "0a0201", "PCX"),
          Signature.picture(0, "0a0301", "PCX"),
          Signature.picture(0, "0a0401", "PCX"),
          Signature.picture(0, "0a0500", "PCX"),
          Signature.picture(0, "0a0501", "PCX"));

  private static final int TEXT_SNIFFED = 1024;

  /** Returns what the content begins like. */
  static Optional<OtherFormat> of(byte[] content) {
    Optional<ZeroByteFormat> zero = ZeroByteFormat.of(content);
    if (zero.isPresent()) {
      return zero.map(format -> new OtherFormat(name(format, content), true));
    }
    if (PictureFormat.starts(content, "RIFF", 0) && PictureFormat.starts(content, "AVI ", 8)) {
      return Optional.of(new OtherFormat("AVI", true));
    }
    if (isNetpbm(content)) {
      return Optional.of(new OtherFormat("Netpbm (PBM, PGM, PPM)", true));
    }
    for (Signature signature : SIGNATURES) {
      if (PictureFormat.starts(content, signature.magic, signature.at)) {
        return Optional.of(signature.format);
      }
    }
    return markup(content);
  }

  private static String name(ZeroByteFormat format, byte[] content) {
    return switch (format) {
      case ISO_MEDIA -> brand(content);
      case JPEG_2000 -> "JPEG 2000";
      case JPEG_XL -> "JPEG XL";
      case ICO, CUR, TGA -> format.name();
    };
  }

  /** Returns the brand of an ISO base media file (ISO/IEC 14496-12). */
  private static String brand(byte[] content) {
    String brand = latin(content, 8, Math.min(12, content.length));
    return switch (brand) {
      case "avif", "avis" -> "AVIF";
      case "heic", "heix", "hevc", "hevx", "heim", "heis", "hevm", "hevs" -> "HEIC";
      case "mif1", "msf1", "mif2", "miaf" ->
          latin(content, 8, Math.min(64, content.length)).contains("avif") ? "AVIF" : "HEIC";
      case "crx " -> "Canon raw (CR3)";
      case "qt  " -> "QuickTime video";
      case "jp2 ", "jpx ", "jph " -> "JPEG 2000";
      default -> "MP4 or another video";
    };
  }

  private static boolean isNetpbm(byte[] content) {
    return content.length > 2
        && content[0] == 'P'
        && content[1] >= '1'
        && content[1] <= '7'
        && Character.isWhitespace(content[2]);
  }

  private static Optional<OtherFormat> markup(byte[] content) {
    String start =
        latin(content, 0, Math.min(TEXT_SNIFFED, content.length)).toLowerCase(Locale.ROOT);
    String text = start.startsWith("\u00ef\u00bb\u00bf") ? start.substring(3) : start;
    if (!text.stripLeading().startsWith("<")) {
      return Optional.empty();
    }
    if (text.contains("<svg")) {
      return Optional.of(new OtherFormat("SVG", true));
    }
    boolean page = text.contains("<html") || text.contains("<!doctype html");
    return Optional.of(new OtherFormat(page ? "an HTML page" : "XML or other markup", false));
  }

  private static String latin(byte[] content, int from, int to) {
    return from >= to ? "" : new String(content, from, to - from, StandardCharsets.ISO_8859_1);
  }

  /** Returns the rejection that names it. */
  CiderException refusal() {
    return picture
        ? new CiderException(ErrorCode.FORMAT_UNSUPPORTED, "It begins like %s.".formatted(name))
        : new CiderException(ErrorCode.FORMAT_UNKNOWN, "It begins like %s.".formatted(name));
  }
}
