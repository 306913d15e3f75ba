package io.ciderstream.index;

import io.ciderstream.schemas.ImageId;
import java.util.Collection;
import java.util.Map;

/** The rows of one collection, to compare them with the log. One thread. */
public interface StoredRows extends DescriptorScan {
  /**
   * Returns the rows of these ids with their vectors, without local features; ids without a row are
   * left out. A strong read.
   *
   * @param ids at most 256
   * @throws io.ciderstream.schemas.CiderException INDEX_UNAVAILABLE
   */
  Map<ImageId, Row> rows(Collection<ImageId> ids);

  /**
   * Returns the number of rows. A strong read.
   *
   * @throws io.ciderstream.schemas.CiderException INDEX_UNAVAILABLE
   */
  long count();
}
