package io.ciderstream.overlap.review;

import io.ciderstream.embedding.decode.DecodedPicture;
import io.ciderstream.embedding.decode.LongestSide;
import io.ciderstream.embedding.decode.PictureDecoder;
import io.ciderstream.embedding.decode.PictureEncoder;
import io.ciderstream.embedding.decode.PictureLimits;
import io.ciderstream.embedding.decode.PixelBuffers;
import io.ciderstream.embedding.sniff.PictureHeader;
import io.ciderstream.evaluation.feature.EvaluationImage;
import io.ciderstream.schemas.BoundingBox;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorKind;
import io.ciderstream.schemas.FileReplacement;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Writes small copies of pictures, of the crop only where there is one. One thread. */
public final class PictureCopies {
  private static final int MAX_SIDE = 4096;
  private static final int CHANNELS = 3;

  private final Path folder;
  private final PictureLimits limits;
  private final int side;

  /**
   * Creates a writer.
   *
   * @param folder for the copies
   * @param limits pictures that are rejected
   * @param side longest side of a copy in pixels
   */
  public PictureCopies(Path folder, PictureLimits limits, int side) {
    this.folder = folder;
    this.limits = limits;
    this.side = side;
  }

  /**
   * Writes the copy of a picture as {@code NAME.jpg}, unless it is there.
   *
   * @return the file; empty if the picture cannot be read
   */
  public Optional<Path> write(EvaluationImage picture, String name, boolean mirrored)
      throws IOException {
    Path file = folder.resolve(name + ".jpg");
    if (Files.exists(file)) {
      return Optional.of(file);
    }
    try {
      byte[] content = Files.readAllBytes(picture.file());
      FileReplacement.write(file, copy(content, picture.region(content), mirrored));
      return Optional.of(file);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (CiderException e) {
      if (e.code().kind() == ErrorKind.INPUT) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private byte[] copy(byte[] content, Optional<BoundingBox> region, boolean mirrored) {
    PictureHeader header = PictureHeader.read(content);
    int longest = Math.max(header.uprightWidth(), header.uprightHeight());
    double share =
        region
            .map(
                box ->
                    Math.max(
                            (box.x2() - box.x1()) * header.uprightWidth(),
                            (box.y2() - box.y1()) * header.uprightHeight())
                        / longest)
            .orElse(1f);
    int whole = (int) Math.clamp(Math.round(side / Math.max(share, 1e-3)), side, MAX_SIDE);
    DecodedPicture picture =
        new PictureDecoder(new LongestSide(whole, 1), new PixelBuffers(false), limits)
            .decode(content, region);
    if (mirrored) {
      mirror(picture);
    }
    return PictureEncoder.encode(picture, ".jpg");
  }

  /** Mirrors the pixels of a picture, in place. */
  public static void mirror(DecodedPicture picture) {
    int width = picture.size().width();
    ByteBuffer pixels = picture.pixels();
    byte[] row = new byte[CHANNELS * width];
    for (int y = 0; y < picture.size().height(); y++) {
      pixels.get(y * row.length, row);
      for (int x = 0; x < width; x++) {
        pixels.put(y * row.length + CHANNELS * x, row, CHANNELS * (width - 1 - x), CHANNELS);
      }
    }
  }
}
