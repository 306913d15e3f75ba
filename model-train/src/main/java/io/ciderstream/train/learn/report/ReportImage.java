package io.ciderstream.train.learn.report;

import io.ciderstream.schemas.BoundingBox;
import java.util.List;

/**
 * A picture on the sheet.
 *
 * @param jpeg a small copy
 * @param caption below it
 * @param boxes where the network looked
 * @param kind how it is framed
 */
public record ReportImage(byte[] jpeg, String caption, List<BoundingBox> boxes, Kind kind) {
  public ReportImage {
    boxes = List.copyOf(boxes);
  }

  public enum Kind {
    QUERY,
    RIGHT,
    WRONG
  }
}
