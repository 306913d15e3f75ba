package io.ciderstream.cli.console;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;

import io.ciderstream.console.log.Thumbnails;
import io.ciderstream.embedding.decode.PictureDecoder;
import io.ciderstream.embedding.decode.PictureEncoder;
import io.ciderstream.embedding.decode.PixelBuffers;
import io.ciderstream.embedding.decode.SizeGroups;
import io.ciderstream.embedding.sniff.PictureHeader;
import java.util.List;
import java.util.Optional;

/**
 * Creates thumbnails with the decoder of the embedder, so that it rejects the same pictures, and
 * boxes are where the model saw them.
 *
 * @param maxBytes largest encoded picture
 * @param maxPixels largest picture
 */
record SmallCopies(long maxBytes, long maxPixels) implements Thumbnails {
  private static final int QUALITY = 82;

  @Override
  public byte[] shrink(byte[] picture, int width) {
    PictureHeader header = PictureHeader.read(picture);
    int across = Math.min(width, header.uprightWidth());
    long down = Math.round((double) across * header.uprightHeight() / header.uprightWidth());
    // a strip a million pixels tall would not get small by its width alone
    SizeGroups size =
        new SizeGroups(
            List.of(new SizeGroups.Size(across, (int) Math.clamp(down, 1, 4L * width))), List.of());
    return PictureEncoder.encode(
        new PictureDecoder(size, new PixelBuffers(), maxBytes, maxPixels)
            .decode(picture, Optional.empty()),
        ".jpg",
        IMWRITE_JPEG_QUALITY,
        QUALITY);
  }
}
