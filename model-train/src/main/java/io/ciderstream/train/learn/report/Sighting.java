package io.ciderstream.train.learn.report;

import io.ciderstream.embedding.Box;
import java.util.List;

/**
 * A picture on the sheet.
 *
 * @param jpeg a small copy
 * @param caption below it
 * @param boxes where the network looked
 * @param kind how it is framed
 */
public record Sighting(byte[] jpeg, String caption, List<Box> boxes, Kind kind) {
  public Sighting {
    boxes = List.copyOf(boxes);
  }

  /** How it is framed. */
  public enum Kind {
    QUERY,
    RIGHT,
    WRONG
  }
}
