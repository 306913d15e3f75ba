package io.ciderstream.index;

import static java.util.Objects.requireNonNull;

import io.ciderstream.schemas.BoundingBox;
import java.util.List;
import java.util.OptionalLong;

/**
 * What is known of a picture besides its descriptor and metadata.
 *
 * @param capturedAtMs the capture time, epoch milliseconds
 * @param boxes the bounding boxes of the subjects
 * @param width in pixels
 * @param height in pixels
 */
public record PictureInfo(
    OptionalLong capturedAtMs, List<BoundingBox> boxes, int width, int height) {

  /** Copies the list and rejects null. */
  public PictureInfo {
    requireNonNull(capturedAtMs, "capturedAtMs");
    boxes = List.copyOf(boxes);
  }
}
