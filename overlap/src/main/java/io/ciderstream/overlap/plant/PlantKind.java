package io.ciderstream.overlap.plant;

import io.ciderstream.embedding.decode.DecodedPicture;
import io.ciderstream.embedding.decode.LongestSide;
import io.ciderstream.embedding.decode.PictureDecoder;
import io.ciderstream.embedding.decode.PictureEncoder;
import io.ciderstream.embedding.decode.PictureLimits;
import io.ciderstream.embedding.decode.PixelBuffers;
import io.ciderstream.overlap.review.PictureCopies;
import io.ciderstream.schemas.BoundingBox;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/** What is hidden of an evaluation label. */
public enum PlantKind {
  /** Other pictures of the label, unchanged. */
  VIEW,
  /** The evaluation picture at half its size. */
  RESIZED,
  /** A part of the evaluation picture: 60% of each side. */
  CROPPED,
  /** The mirrored evaluation picture. */
  MIRRORED,
  /** The evaluation picture with other colours and contrast. */
  RECOLOURED;

  private static final int MAX_SIDE = 1_024;
  private static final float CROP = 0.6f;
  private static final int CHANNELS = 3;

  /** Returns the kinds that are copies of the evaluation picture itself. */
  static List<PlantKind> copies() {
    return List.of(RESIZED, CROPPED, MIRRORED, RECOLOURED);
  }

  /**
   * Returns the content of a copy as JPEG.
   *
   * @param content the evaluation picture
   * @param random places the crop and chooses the colours
   */
  byte[] copy(byte[] content, PictureLimits limits, Random random) {
    Optional<BoundingBox> region = Optional.empty();
    if (this == CROPPED) {
      float x = random.nextFloat() * (1 - CROP);
      float y = random.nextFloat() * (1 - CROP);
      region = Optional.of(new BoundingBox(x, y, x + CROP, y + CROP, 1));
    }
    DecodedPicture picture =
        new PictureDecoder(
                new LongestSide(MAX_SIDE, this == RESIZED ? 0.5 : 1),
                new PixelBuffers(false),
                limits)
            .decode(content, region);
    switch (this) {
      case MIRRORED -> PictureCopies.mirror(picture);
      case RECOLOURED -> recolour(picture, random);
      case VIEW, RESIZED, CROPPED -> {}
    }
    return PictureEncoder.encode(picture, ".jpg");
  }

  /** Gains of 0.6 to 1.4 for each channel and a gamma of 0.7 to 1.4. */
  private static void recolour(DecodedPicture picture, Random random) {
    byte[][] tables = new byte[CHANNELS][256];
    double gamma = 0.7 * Math.pow(2, random.nextDouble());
    for (byte[] table : tables) {
      double gain = 0.6 + 0.8 * random.nextDouble();
      for (int value = 0; value < table.length; value++) {
        double changed = 255 * gain * Math.pow(value / 255.0, gamma);
        table[value] = (byte) Math.clamp(Math.round(changed), 0, 255);
      }
    }
    ByteBuffer pixels = picture.pixels();
    for (int i = 0; i < picture.size().bytes(); i++) {
      pixels.put(i, tables[i % CHANNELS][Byte.toUnsignedInt(pixels.get(i))]);
    }
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
