package io.ciderstream.overlap;

import io.ciderstream.embedding.decode.PictureLimits;
import io.ciderstream.evaluation.feature.EvaluationImage;
import io.ciderstream.overlap.list.EvaluationSide;
import io.ciderstream.overlap.review.PictureCopies;
import io.ciderstream.overlap.verify.QueryPictures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes mirrored copies of evaluation pictures, cropped, since a training picture can be one. */
final class MirroredPictures {
  private static final int SIDE = 1_024;

  private MirroredPictures() {}

  static QueryPictures write(EvaluationSide side, Path folder, PictureLimits limits) {
    PictureCopies copies = new PictureCopies(folder, limits, SIDE);
    List<EvaluationImage> mirrored = new ArrayList<>();
    try {
      for (int i = 0; i < side.size(); i++) {
        EvaluationImage picture = side.pictures().get(i);
        String name = "q" + i;
        Path file = copies.write(picture, name, true).orElse(folder.resolve(name + ".jpg"));
        mirrored.add(EvaluationImage.whole(name, file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The mirrored pictures cannot be written.", e);
    }
    return new QueryPictures(side.pictures(), mirrored);
  }
}
