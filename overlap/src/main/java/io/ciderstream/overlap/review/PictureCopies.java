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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Writes small copies of pictures, of the crop only where there is one. One thread. */
public final class PictureCopies {
  private static final int MAX_SIDE = 4096;

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

  /** A copy; {@code turned} if it is mirrored. */
  private record Source(byte[] content, Optional<BoundingBox> region, boolean turned) {}

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
    Files.createDirectories(folder);
    try {
      byte[] content = Files.readAllBytes(picture.file());
      PictureHeader header = PictureHeader.read(content);
      Optional<BoundingBox> region =
          picture.crop().map(crop -> crop.in(header.uprightWidth(), header.uprightHeight()));
      byte[] copy = copy(new Source(content, region, mirrored), header);
      Path temporary = folder.resolve(name + ".part");
      Files.write(temporary, copy);
      Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
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

  private byte[] copy(Source source, PictureHeader header) {
    double share =
        source
                .region()
                .map(
                    box ->
                        Math.max(
                            (box.x2() - box.x1()) * header.uprightWidth(),
                            (box.y2() - box.y1()) * header.uprightHeight()))
                .orElse((float) Math.max(header.uprightWidth(), header.uprightHeight()))
            / Math.max(header.uprightWidth(), header.uprightHeight());
    int whole = (int) Math.clamp(Math.round(side / Math.max(share, 1e-3)), side, MAX_SIDE);
    DecodedPicture picture =
        new PictureDecoder(new LongestSide(whole, 1), new PixelBuffers(false), limits)
            .decode(source.content(), source.region());
    if (source.turned()) {
      mirror(picture);
    }
    return PictureEncoder.encode(picture, ".jpg");
  }

  private static void mirror(DecodedPicture picture) {
    int width = picture.size().width();
    for (int y = 0; y < picture.size().height(); y++) {
      for (int left = 0, right = width - 1; left < right; left++, right--) {
        for (int channel = 0; channel < 3; channel++) {
          int a = 3 * (y * width + left) + channel;
          int b = 3 * (y * width + right) + channel;
          byte kept = picture.pixels().get(a);
          picture.pixels().put(a, picture.pixels().get(b));
          picture.pixels().put(b, kept);
        }
      }
    }
  }
}
