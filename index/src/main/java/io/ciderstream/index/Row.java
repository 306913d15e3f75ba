package io.ciderstream.index;

import static java.util.Objects.requireNonNull;

import io.ciderstream.schemas.BoundingBox;
import io.ciderstream.schemas.ImageId;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * One image in the index. The arrays are shared, not copied, and must not be changed.
 *
 * @param id the image id, the primary key
 * @param vector the descriptor, float32, L2-normalised
 * @param metadata strings, longs, doubles and booleans by name
 * @param capturedAtMs the capture time of the picture, epoch milliseconds
 * @param model the model that made the vector
 * @param boxes the bounding boxes of the subjects
 * @param width of the picture in pixels
 * @param height of the picture in pixels
 * @param source the record that the row was made from
 */
public record Row(
    ImageId id,
    float[] vector,
    Map<String, Object> metadata,
    OptionalLong capturedAtMs,
    ModelId model,
    List<BoundingBox> boxes,
    int width,
    int height,
    SourcePosition source) {

  /** Copies the collections and rejects null. */
  public Row {
    requireNonNull(id, "id");
    requireNonNull(vector, "vector");
    requireNonNull(capturedAtMs, "capturedAtMs");
    requireNonNull(model, "model");
    requireNonNull(source, "source");
    metadata = Map.copyOf(metadata);
    boxes = List.copyOf(boxes);
  }

  /** Returns the row with an empty vector. */
  public Row withoutVector() {
    return new Row(id, new float[0], metadata, capturedAtMs, model, boxes, width, height, source);
  }
}
