package io.ciderstream.embedding.files;

import io.ciderstream.embedding.sniff.PictureFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Distinguishes pictures from other files by their first bytes, regardless of names, and by their
 * endings, so that a damaged picture is sent and rejected with its reason.
 */
final class PictureFileVisitor extends SimpleFileVisitor<Path> {
  private static final Set<String> PICTURES =
      Set.of(
          "jpg", "jpeg", "jpe", "jfif", "jif", "png", "webp", "gif", "bmp", "dib", "tif", "tiff");

  private static final Set<String> OTHER_PICTURES =
      Set.of(
          "heic", "heif", "hif", "avif", "jxl", "jp2", "j2k", "jpf", "jpx", "ico", "cur", "svg",
          "psd", "psb", "xcf", "exr", "hdr", "tga", "pcx", "ppm", "pgm", "pbm", "pnm", "cr3",
          "raf");

  /** TIFF with a preview first: the picture itself cannot be read. */
  private static final Set<String> CAMERA_FILES =
      Set.of("dng", "cr2", "nef", "nrw", "arw", "srf", "sr2", "srw", "orf", "rw2", "pef", "raw");

  private static final Set<String> OTHER_BRANDS =
      Set.of("heic", "heix", "hevc", "heim", "mif1", "msf1", "avif", "avis");

  /** What Java makes of bytes of a name that it cannot decode. */
  private static final char UNDECODABLE = '\ufffd';

  private static final int HEAD = 64;
  private static final int BRAND = 8;

  private final Path root;
  private final long maxBytes;
  private final List<Path> pictures = new ArrayList<>();
  private final Map<SkipReason, Map<String, Integer>> skipped = new EnumMap<>(SkipReason.class);
  private final List<Path> unreadable = new ArrayList<>();

  PictureFileVisitor(Path root, long maxBytes) {
    this.root = root;
    this.maxBytes = maxBytes;
  }

  /** Returns what was found; paths begin with the root. */
  PictureScan found() {
    return new PictureScan(pictures.stream().sorted().toList(), skipped, unreadable);
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
    if (!folder.equals(root) && isHidden(folder)) {
      skip(SkipReason.HIDDEN, "folders");
      return FileVisitResult.SKIP_SUBTREE;
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    String kind = kind(file);
    if (file.toString().indexOf(UNDECODABLE) >= 0) {
      skip(SkipReason.NAME, "files"); // several of them would have one id
    } else if (isHidden(file)) {
      skip(SkipReason.HIDDEN, "files");
    } else if (attributes.isSymbolicLink() && Files.isDirectory(file)) {
      skip(SkipReason.LINK, kind);
    } else if (Files.isRegularFile(file)) {
      look(file, kind);
    } else if (attributes.isSymbolicLink()) {
      unreadable(file, kind);
    } else {
      skip(SkipReason.NO_PICTURE, "special files");
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException failure) {
    unreadable(file, Files.isDirectory(file) ? "folders" : kind(file));
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path folder, IOException failure) {
    if (failure != null) {
      unreadable(folder, "folders");
    }
    return FileVisitResult.CONTINUE;
  }

  private void look(Path file, String kind) {
    byte[] head;
    long bytes;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(HEAD);
      bytes = Files.size(file);
    } catch (IOException e) {
      unreadable(file, kind);
      return;
    }
    Optional<SkipReason> reason = reason(ending(file), head);
    if (reason.isPresent()) {
      skip(reason.get(), kind);
    } else if (bytes == 0) {
      skip(SkipReason.EMPTY, kind);
    } else if (bytes > maxBytes) {
      skip(SkipReason.TOO_LARGE, kind);
    } else {
      pictures.add(file);
    }
  }

  private static Optional<SkipReason> reason(String ending, byte[] head) {
    Optional<PictureFormat> format = PictureFormat.of(head);
    if (format.isPresent()) {
      return CAMERA_FILES.contains(ending) && format.get() == PictureFormat.TIFF
          ? Optional.of(SkipReason.UNSUPPORTED)
          : Optional.empty();
    }
    if (PICTURES.contains(ending)) {
      return Optional.empty();
    }
    return Optional.of(
        OTHER_PICTURES.contains(ending) || CAMERA_FILES.contains(ending) || isOtherPicture(head)
            ? SkipReason.UNSUPPORTED
            : SkipReason.NO_PICTURE);
  }

  private static boolean isOtherPicture(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    return text.startsWith("ftyp", 4)
        && text.length() >= BRAND + 4
        && OTHER_BRANDS.contains(text.substring(BRAND, BRAND + 4));
  }

  private void unreadable(Path file, String kind) {
    unreadable.add(file);
    skip(SkipReason.UNREADABLE, kind);
  }

  private void skip(SkipReason reason, String kind) {
    skipped.computeIfAbsent(reason, any -> new TreeMap<>()).merge(kind, 1, Integer::sum);
  }

  private static boolean isHidden(Path file) {
    return file.getFileName().toString().startsWith(".");
  }

  /** Returns the usual name: the ending as it is written. */
  private static String kind(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "without an ending" : name.substring(dot);
  }

  private static String ending(Path file) {
    String kind = kind(file);
    return kind.startsWith(".") ? kind.substring(1).toLowerCase(Locale.ROOT) : "";
  }
}
