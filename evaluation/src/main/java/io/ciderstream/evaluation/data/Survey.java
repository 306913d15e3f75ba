package io.ciderstream.evaluation.data;

import io.ciderstream.embedding.decode.SizeGroups;
import io.ciderstream.embedding.sniff.PictureHeader;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.FileTrouble;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;

/**
 * Finds out which pictures of a set exist, and in which size group. Only the head of each file is
 * read.
 *
 * @param groups by picture: index of its size group, {@link #MISSING} or {@link #BAD}
 */
public record Survey(byte[] groups) {
  /** There is no such file. */
  public static final byte MISSING = -1;

  /** The file's head is no picture's. */
  public static final byte BAD = -2;

  private static final int HEAD = 1 << 17;
  private static final int SHARE = 256;

  /**
   * Reads the head of every picture.
   *
   * @param sizes the groups
   * @param threads where files are read
   * @param report gets a line for each bad picture, on any of these threads
   */
  public static Survey of(DataSet set, SizeGroups sizes, Executor threads, DataReport report) {
    byte[] groups = new byte[set.size()];
    List<CompletableFuture<Void>> shares =
        IntStream.iterate(0, first -> first < groups.length, first -> first + SHARE)
            .mapToObj(
                first ->
                    CompletableFuture.runAsync(
                        () -> {
                          int last = Math.min(first + SHARE, groups.length);
                          for (int i = first; i < last; i++) {
                            groups[i] = group(set.pictures().get(i).path(), sizes, report);
                          }
                        },
                        threads))
            .toList();
    shares.forEach(CompletableFuture::join);
    return new Survey(groups);
  }

  /**
   * Returns the size in which a usable picture is served, of the groups that the survey was made
   * for.
   */
  public SizeGroups.Size size(int picture, SizeGroups sizes) {
    return sizes.sizes().get(groups[picture]);
  }

  /** Returns the number of pictures with this mark. */
  public long count(byte mark) {
    return IntStream.range(0, groups.length).filter(i -> groups[i] == mark).count();
  }

  /** Returns whether a picture can be learned from. */
  public boolean usable(int picture) {
    return groups[picture] >= 0;
  }

  /** Returns the set without what is missing or bad. */
  public DataSet usable(DataSet set) {
    return set.keep(this::usable);
  }

  /** Returns the groups of the usable pictures, in their order. */
  public Survey usable() {
    byte[] kept = new byte[groups.length];
    int count = 0;
    for (byte group : groups) {
      if (group >= 0) {
        kept[count++] = group;
      }
    }
    return new Survey(Arrays.copyOf(kept, count));
  }

  private static byte group(Path file, SizeGroups sizes, DataReport report) {
    try {
      PictureHeader header = header(file);
      SizeGroups.Size size = sizes.of(header.uprightWidth(), header.uprightHeight());
      return (byte) sizes.sizes().indexOf(size);
    } catch (NoSuchFileException e) {
      return MISSING;
    } catch (IOException e) {
      return bad(file, "it cannot be read: " + FileTrouble.reason(e), report);
    } catch (CiderException e) {
      return bad(file, "%s: %s %s".formatted(e.code(), e.code().meaning(), e.detail()), report);
    }
  }

  private static byte bad(Path file, String why, DataReport report) {
    report.say("%s: %s".formatted(report.name(file), why));
    return BAD;
  }

  private static PictureHeader header(Path file) throws IOException {
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(HEAD);
    }
    try {
      return PictureHeader.read(head);
    } catch (CiderException e) {
      if (head.length < HEAD) {
        throw e;
      }
      return PictureHeader.read(Files.readAllBytes(file)); // the size may be far behind
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Survey survey && Arrays.equals(groups, survey.groups);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(groups);
  }
}
