package io.ciderstream.train.data;

/** Where a data set comes from. */
public sealed interface ImageSource permits Gldv2, LabelFolders, CsvList {
  /**
   * Reads the list of pictures, not the pictures.
   *
   * @param report is told what was left out
   * @throws io.ciderstream.schemas.CiderException DATA_INVALID if there is no such list or it can't
   *     be understood
   */
  DataSet read(DataReport report);
}
