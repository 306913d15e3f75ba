package io.ciderstream.trials.growth;

import io.ciderstream.index.ModelId;
import io.ciderstream.index.PictureInfo;
import io.ciderstream.index.Row;
import io.ciderstream.index.SourcePosition;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.RecordPosition;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Rows of the index with synthetic descriptors; the id of a row is {@code row-NUMBER}.
 *
 * @param descriptors of the rows
 * @param model of the rows
 */
public record SyntheticRows(ClusteredDescriptors descriptors, ModelId model) {
  private static final String PREFIX = "row-";

  /** No topic has it: an offset of a real one would count as reached by these rows. */
  private static final int PARTITION = 1 << 20;

  private static final PictureInfo PICTURE =
      new PictureInfo(OptionalLong.empty(), List.of(), 1024, 768);

  /** Returns the row of a number. */
  public Row row(int number) {
    return new Row(
        new ImageId(PREFIX + number),
        descriptors.vector(number),
        model,
        Map.of(),
        PICTURE,
        new SourcePosition(new RecordPosition(PARTITION, number), 0));
  }

  /** Returns the number of a row's id. */
  static int number(String id) {
    return Integer.parseInt(id.substring(PREFIX.length()));
  }
}
