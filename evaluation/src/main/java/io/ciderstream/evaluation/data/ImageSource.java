package io.ciderstream.evaluation.data;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** The source of a data set. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(Gldv2.class),
  @JsonSubTypes.Type(LabelFolders.class),
  @JsonSubTypes.Type(CsvList.class),
  @JsonSubTypes.Type(Shards.class)
})
public sealed interface ImageSource permits Gldv2, LabelFolders, CsvList, Shards {
  /**
   * Reads the list of pictures, not the pictures.
   *
   * @param report receives what was left out
   * @throws io.ciderstream.schemas.CiderException DATA_INVALID if there is no such list or it can't
   *     be understood
   */
  DataSet read(DataReport report);

  /**
   * Passes on the pictures of {@link #read}, in its order.
   *
   * @throws io.ciderstream.schemas.CiderException as {@link #read} does
   */
  default void forEach(DataReport report, PictureReader reader) {
    DataSet set = read(report);
    for (TrainingImage picture : set.pictures()) {
      reader.read(
          picture.root(),
          picture.file(),
          picture.labelled() ? set.labels().get(picture.label()) : "");
    }
  }
}
