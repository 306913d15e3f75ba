package io.ciderstream.evaluation.data;

import io.ciderstream.embedding.sniff.PictureFormat;
import io.ciderstream.embedding.sniff.PictureHeader;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.FileTrouble;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * The sizes of the pictures of a set, from the heads of their files or from what an earlier run
 * kept. Not thread-safe; the reading runs on the threads that are passed in.
 */
final class PictureSizes {
  /** There is no such file. */
  static final long MISSING = -1;

  /** The file's head is no picture's. */
  static final long BAD = -2;

  /** As many as are read in some seconds: fewer are not worth a file in somebody's folder. */
  static final int WORTH_KEEPING = 10_000;

  /** Of a JPEG, in most cases everything in front of its pixels. */
  private static final int SHORT_HEAD = 1 << 12;

  private static final int HEAD = 1 << 17;
  private static final int SHARE = 256;

  private final DataSet set;
  private final DataReport report;
  private final Map<Path, SizeFile> files = new HashMap<>();
  private final long[] keys;
  private final long[] sizes;

  /** Reads what earlier runs kept. */
  PictureSizes(DataSet set, DataReport report) {
    this.set = set;
    this.report = report;
    this.keys = new long[set.size()];
    this.sizes = new long[set.size()];
    for (TrainingImage picture : set.pictures()) {
      files.computeIfAbsent(picture.root(), SizeFile::read);
    }
  }

  /**
   * Returns the size of each picture as {@link #of} says, {@link #MISSING} or {@link #BAD}.
   *
   * @param progress receives how many pictures are done
   * @param keepFrom how many sizes of a folder must have been read for them to be kept there
   */
  long[] read(Executor threads, IntConsumer progress, int keepFrom) {
    boolean[] isNew = new boolean[sizes.length];
    List<CompletableFuture<Void>> shares =
        IntStream.iterate(0, first -> first < sizes.length, first -> first + SHARE)
            .mapToObj(
                first ->
                    CompletableFuture.runAsync(
                        () -> {
                          int last = Math.min(first + SHARE, sizes.length);
                          for (int i = first; i < last; i++) {
                            isNew[i] = find(i);
                          }
                        },
                        threads))
            .toList();
    for (int share = 0; share < shares.size(); share++) {
      shares.get(share).join();
      progress.accept(Math.min(SHARE * (share + 1), sizes.length));
    }
    files.forEach((root, file) -> keep(root, file, isNew, keepFrom));
    return sizes;
  }

  /** Finds the size of a picture, and returns whether it is one that can be kept. */
  private boolean find(int index) {
    TrainingImage picture = set.pictures().get(index);
    keys[index] = SizeFile.key(picture.file());
    sizes[index] = files.get(picture.root()).size(keys[index]);
    if (sizes[index] != SizeFile.UNKNOWN) {
      return false;
    }
    sizes[index] = size(picture.path());
    return sizes[index] > 0; // what is missing or bad may be better at the next run
  }

  private void keep(Path root, SizeFile file, boolean[] isNew, int keepFrom) {
    int[] kept =
        IntStream.range(0, sizes.length)
            .filter(i -> isNew[i] && set.pictures().get(i).root().equals(root))
            .toArray();
    if (kept.length < keepFrom) {
      return;
    }
    try {
      file.with(
              Arrays.stream(kept).mapToLong(i -> keys[i]).toArray(),
              Arrays.stream(kept).mapToLong(i -> sizes[i]).toArray())
          .write(root);
    } catch (UncheckedIOException e) {
      report.say(
          "The sizes of %,d pictures cannot be kept in %s: %s. The next run reads them again."
              .formatted(kept.length, report.name(root), FileTrouble.reason(e.getCause())));
    }
  }

  private long size(Path file) {
    try {
      PictureHeader header = header(file);
      return of(header.uprightWidth(), header.uprightHeight());
    } catch (NoSuchFileException e) {
      return MISSING;
    } catch (IOException e) {
      return bad(file, "it cannot be read: " + FileTrouble.reason(e));
    } catch (CiderException e) {
      return bad(file, "%s: %s %s".formatted(e.code(), e.code().meaning(), e.detail()));
    }
  }

  private long bad(Path file, String why) {
    report.say("%s: %s".formatted(report.name(file), why));
    return BAD;
  }

  /** Reads as little of a file as its header needs. */
  private static PictureHeader header(Path file) throws IOException {
    try (InputStream in = PictureFile.open(file)) {
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      for (int length : new int[] {SHORT_HEAD, HEAD}) {
        head.write(in.readNBytes(length - head.size()));
        Optional<PictureHeader> header = headerIn(head.toByteArray(), length);
        if (header.isPresent()) {
          return header.get();
        }
      }
      in.transferTo(head); // the size may be far behind
      return PictureHeader.read(head.toByteArray());
    }
  }

  /**
   * Reads a header from the begin of a file. Other formats than JPEG may have what matters behind
   * the pixels, so a short head is not enough for them.
   *
   * @param length bytes that were asked for
   */
  private static Optional<PictureHeader> headerIn(byte[] head, int length) {
    boolean whole = head.length < length;
    boolean isJpeg = PictureFormat.of(head).filter(PictureFormat.JPEG::equals).isPresent();
    if (!whole && length == SHORT_HEAD && !isJpeg) {
      return Optional.empty();
    }
    try {
      return Optional.of(PictureHeader.read(head));
    } catch (CiderException e) {
      if (whole) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /** Packs a size into a positive number. */
  static long of(int width, int height) {
    return (long) width << Integer.SIZE | height;
  }

  /** Returns the width in pixels of an upright picture. */
  static int width(long size) {
    return (int) (size >>> Integer.SIZE);
  }

  /** Returns the height in pixels of an upright picture. */
  static int height(long size) {
    return (int) size;
  }
}
