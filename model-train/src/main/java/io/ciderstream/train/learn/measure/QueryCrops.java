package io.ciderstream.train.learn.measure;

import io.ciderstream.embedding.decode.LongestSide;
import io.ciderstream.embedding.sniff.PictureHeader;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.FileTrouble;
import io.ciderstream.train.data.DataSet;
import io.ciderstream.train.data.TrainingImage;
import io.ciderstream.train.evaluate.feature.EvaluationImage;
import io.ciderstream.train.learn.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** The queries of a benchmark, cut out of their pictures once, in a folder of their own. */
public final class QueryCrops {
  private static final LongestSide AS_THEY_ARE = new LongestSide(Integer.MAX_VALUE, 1);

  private QueryCrops() {}

  /**
   * Cuts them out, as PNG.
   *
   * @return the crops, in the same order, unlabelled
   * @throws CiderException SETTING_INVALID, naming the first picture that cannot be read
   */
  public static DataSet write(List<EvaluationImage> queries, RunFolder folder) {
    List<TrainingImage> crops = new ArrayList<>();
    for (EvaluationImage query : queries) {
      String name = RunFolder.inFileName(query.id()) + ".png";
      folder.write(name, cut(query));
      crops.add(new TrainingImage(folder.path(), name, TrainingImage.UNLABELLED));
    }
    return new DataSet(List.of(), crops);
  }

  private static byte[] cut(EvaluationImage query) {
    try {
      byte[] content = Files.readAllBytes(query.file());
      PictureHeader header = PictureHeader.read(content);
      return PictureCopy.of(
          content,
          query.crop().map(crop -> crop.in(header.uprightWidth(), header.uprightHeight())),
          AS_THEY_ARE,
          ".png");
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
}
