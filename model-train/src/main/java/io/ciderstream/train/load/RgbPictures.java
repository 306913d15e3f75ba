package io.ciderstream.train.load;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import io.ciderstream.embedding.decode.DecodedPicture;
import io.ciderstream.embedding.decode.PictureDecoder;
import io.ciderstream.embedding.decode.PixelBuffers;
import io.ciderstream.embedding.decode.SizeGroups;
import io.ciderstream.embedding.decode.SizeGroups.Size;
import io.ciderstream.embedding.natives.NativeLibraries;
import io.ciderstream.evaluation.data.BadPictures;
import io.ciderstream.evaluation.data.DataSet;
import io.ciderstream.evaluation.data.PictureFile;
import io.ciderstream.evaluation.data.Survey;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.FileTrouble;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Reads and decodes the pictures of a set by the decoder that serves. What is decoded to be changed
 * is kept, until the cache is full. Any thread.
 */
public final class RgbPictures {
  static {
    NativeLibraries.loadOpenCv();
  }

  private static final int MAX_ATTEMPTS = 10;
  private static final double ENLARGED = 1.2;
  private static final long MAX_BYTES = 64L << 20;
  private static final long MAX_PIXELS = 100_000_000;

  private final DataSet set;
  private final Survey survey;
  private final SizeGroups groups;
  private final BadPictures bad;
  private final PixelBuffers buffers = new PixelBuffers();
  private final Map<Key, byte[]> cache = new ConcurrentHashMap<>();
  private final AtomicLong room;

  /**
   * Creates the rgb pictures.
   *
   * @param set only usable pictures
   * @param survey of the same pictures
   * @param groups the network's sizes
   * @param bad gets what is combined with a picture and can't be decoded
   * @param cacheBytes how much is kept decoded, 0 for nothing
   */
  public RgbPictures(
      DataSet set, Survey survey, SizeGroups groups, BadPictures bad, long cacheBytes) {
    this.set = set;
    this.survey = survey;
    this.groups = groups;
    this.bad = bad;
    this.room = new AtomicLong(cacheBytes);
  }

  /** Returns how many bytes so many pictures take at most if all of them are kept decoded. */
  public static long decodedBytes(int pictures, SizeGroups groups) {
    long largest =
        groups.sizes().stream()
            .map(RgbPictures::enlarged)
            .mapToLong(size -> 3L * size.width() * size.height())
            .max()
            .orElse(0);
    return pictures * largest;
  }

  /** Returns the number of pictures. */
  public int size() {
    return set.size();
  }

  /** Returns the size that a picture is served in. */
  public Size groupSize(int picture) {
    return survey.size(picture, groups);
  }

  /** Returns the path of a picture. */
  public Path path(int picture) {
    return set.pictures().get(picture).path();
  }

  /**
   * Returns a picture, resized, not cropped.
   *
   * @return 8-bit RGB
   * @throws CiderException of kind INPUT if it can't be decoded
   */
  Mat read(int picture, Size size) {
    return mat(decode(picture, size), size);
  }

  /**
   * Returns a picture 1.2 times as large on either axis as {@link #read} does, to be shrunk or
   * cropped.
   */
  Mat enlarged(int picture, Size size) {
    Size large = enlarged(size);
    Key key = new Key(picture, large);
    byte[] pixels = cache.get(key);
    if (pixels == null) {
      pixels = decode(picture, large);
      if (room.addAndGet(-pixels.length) >= 0) {
        cache.put(key, pixels);
      }
    }
    return mat(pixels, large);
  }

  /** Returns the size of an enlarged picture. */
  static Size enlarged(Size size) {
    return new Size(
        (int) Math.round(ENLARGED * size.width()), (int) Math.round(ENLARGED * size.height()));
  }

  /** Returns an enlarged picture in its own size. */
  Mat enlarged(int picture) {
    return enlarged(picture, groupSize(picture));
  }

  /**
   * Returns a picture to combine with another; see {@link #enlarged(int)}. Where it is bad, the
   * next one of the set replaces it.
   *
   * @throws CiderException SETTING_INVALID if too many in a row are bad
   */
  Mat neighbour(int first) {
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      int picture = (first + attempt) % size();
      try {
        return enlarged(picture);
      } catch (CiderException e) {
        bad.add(path(picture), e);
      }
    }
    throw tooManyBad(first, MAX_ATTEMPTS);
  }

  /** Returns the exception for so many bad pictures in a row from this one on. */
  CiderException tooManyBad(int first, int count) {
    return new CiderException(
        ErrorCode.SETTING_INVALID,
        "%d pictures in a row from %s on cannot be decoded.".formatted(count, path(first)));
  }

  private byte[] decode(int picture, Size size) {
    PictureDecoder decoder =
        new PictureDecoder(
            new SizeGroups(List.of(size), List.of()), buffers, MAX_BYTES, MAX_PIXELS);
    DecodedPicture decoded = decoder.decode(content(picture), Optional.empty());
    byte[] pixels = new byte[size.bytes()];
    ByteBuffer buffer = decoded.pixels();
    buffer.get(0, pixels);
    buffers.give(buffer);
    return pixels;
  }

  private byte[] content(int picture) {
    try {
      return PictureFile.read(path(picture));
    } catch (IOException e) {
      throw new CiderException(
          ErrorCode.PICTURE_CORRUPT, "It cannot be read: %s.".formatted(FileTrouble.reason(e)), e);
    }
  }

  private static Mat mat(byte[] pixels, Size size) {
    return new Mat(size.height(), size.width(), CV_8UC3, new BytePointer(pixels));
  }

  private record Key(int picture, Size size) {}
}
