package io.ciderstream.index;

import static java.util.Objects.requireNonNull;

import io.ciderstream.schemas.BoundingBox;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * One image in the index. The arrays are shared, not copied: nobody changes them.
 *
 * @param id the image id, the primary key
 * @param vector the descriptor, float32, L2-normalised
 * @param metadata strings, longs, doubles and booleans by name
 * @param capturedAtMs when the picture was taken, epoch milliseconds
 * @param model the model that made the vector
 * @param boxes where the subjects of the picture are
 * @param width of the picture in pixels
 * @param height of the picture in pixels
 * @param source the record it was made from
 */
public record Row(
    String id,
    float[] vector,
    Map<String, Object> metadata,
    OptionalLong capturedAtMs,
    ModelId model,
    List<BoundingBox> boxes,
    int width,
    int height,
    SourcePosition source) {

  /** Copies the collections and refuses null. */
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
