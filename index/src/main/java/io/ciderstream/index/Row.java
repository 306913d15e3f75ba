package io.ciderstream.index;

import static java.util.Objects.requireNonNull;

import io.ciderstream.schemas.ImageId;
import java.util.Map;

/**
 * One image in the index. The vector is shared, not copied, and must not be changed.
 *
 * @param id the image id, the primary key
 * @param vector the descriptor, float32, L2-normalised
 * @param model the model that computed the vector
 * @param metadata strings, longs, doubles and booleans by name
 * @param picture the properties of the picture
 * @param source the record that the row was made from
 */
public record Row(
    ImageId id,
    float[] vector,
    ModelId model,
    Map<String, Object> metadata,
    PictureInfo picture,
    SourcePosition source) {

  /** Copies the metadata and rejects null. */
  public Row {
    requireNonNull(id, "id");
    requireNonNull(vector, "vector");
    requireNonNull(model, "model");
    requireNonNull(picture, "picture");
    requireNonNull(source, "source");
    metadata = Map.copyOf(metadata);
  }

  /** Returns the row with an empty vector. */
  public Row withoutVector() {
    return new Row(id, new float[0], model, metadata, picture, source);
  }
}
