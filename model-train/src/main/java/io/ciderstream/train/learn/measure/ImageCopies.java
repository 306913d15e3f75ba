package io.ciderstream.train.learn.measure;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;

import io.ciderstream.embedding.decode.LongestSide;
import io.ciderstream.embedding.decode.PictureDecoder;
import io.ciderstream.embedding.decode.PictureEncoder;
import io.ciderstream.embedding.decode.PixelBuffers;
import io.ciderstream.evaluation.data.DataSet;
import io.ciderstream.evaluation.data.PictureFile;
import io.ciderstream.evaluation.data.TrainingImage;
import io.ciderstream.evaluation.feature.EvaluationImage;
import io.ciderstream.schemas.BoundingBox;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.FileTrouble;
import io.ciderstream.train.learn.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Copies of pictures, or of regions of them, in another size or format. */
public final class ImageCopies {
  private static final long MAX_BYTES = 64L << 20;
  private static final long MAX_PIXELS = 100_000_000;
  private static final int THUMBNAIL_SIDE = 160;
  private static final int THUMBNAIL_QUALITY = 75;

  private ImageCopies() {}

  /**
   * Cuts the queries of a benchmark out of their pictures, as PNG files.
   *
   * @return the crops, in the same order, unlabelled
   * @throws CiderException SETTING_INVALID, naming the first picture that cannot be read
   */
  public static DataSet crops(List<EvaluationImage> queries, RunFolder folder) {
    List<TrainingImage> crops = new ArrayList<>();
    for (EvaluationImage query : queries) {
      String name = RunFolder.inFileName(query.id()) + ".png";
      folder.write(name, crop(query));
      crops.add(new TrainingImage(folder.path(), name, TrainingImage.UNLABELLED));
    }
    return new DataSet(List.of(), crops);
  }

  private static byte[] crop(EvaluationImage query) {
    try {
      byte[] content = Files.readAllBytes(query.file());
      return copy(content, query.region(content), Integer.MAX_VALUE, ".png");
    } catch (IOException | CiderException e) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID,
          "The query %s cannot be read from %s: %s."
              .formatted(
                  query.id(),
                  query.file(),
                  e instanceof IOException trouble ? FileTrouble.reason(trouble) : e.getMessage()),
          e);
    }
  }

  /** Returns a small JPEG; empty if the picture cannot be decoded. */
  static Optional<byte[]> thumbnail(Path file) {
    try {
      byte[] content = PictureFile.read(file);
      return Optional.of(
          copy(
              content,
              Optional.empty(),
              THUMBNAIL_SIDE,
              ".jpg",
              IMWRITE_JPEG_QUALITY,
              THUMBNAIL_QUALITY));
    } catch (CiderException | IOException e) {
      return Optional.empty();
    }
  }

  private static byte[] copy(
      byte[] content, Optional<BoundingBox> region, int side, String ending, int... options) {
    PictureDecoder decoder =
        new PictureDecoder(new LongestSide(side, 1), new PixelBuffers(), MAX_BYTES, MAX_PIXELS);
    return PictureEncoder.encode(decoder.decode(content, region), ending, options);
  }
}
