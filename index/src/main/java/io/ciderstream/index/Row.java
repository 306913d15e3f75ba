package io.ciderstream.index;

import static java.util.Objects.requireNonNull;

import io.ciderstream.schemas.ImageId;
import java.util.Map;

/**
 * One image in the index. The arrays are shared, not copied, and must not be changed.
 *
 * @param id the image id, the primary key
 * @param vector the descriptor, float32, L2-normalised; in a row that was read, the stored vector,
 *     which must not be written again
 * @param model the model that computed the vector
 * @param metadata strings, longs, doubles and booleans by name
 * @param picture the properties of the picture
 * @param source the record that the row was made from
 * @param localFeatures the picture's local features, encoded; empty if there are none
 */
public record Row(
    ImageId id,
    float[] vector,
    ModelId model,
    Map<String, Object> metadata,
    PictureInfo picture,
    SourcePosition source,
    byte[] localFeatures) {
  private static final byte[] NONE = {};

  /** Copies the metadata and rejects null. */
  public Row {
    requireNonNull(id, "id");
    requireNonNull(vector, "vector");
    requireNonNull(model, "model");
    requireNonNull(picture, "picture");
    requireNonNull(source, "source");
    requireNonNull(localFeatures, "localFeatures");
    metadata = Map.copyOf(metadata);
  }

  /** Creates a row without local features. */
  public Row(
      ImageId id,
      float[] vector,
      ModelId model,
      Map<String, Object> metadata,
      PictureInfo picture,
      SourcePosition source) {
    this(id, vector, model, metadata, picture, source, NONE);
  }

  /** Returns the vector as the index stores it, with its {@link VectorJitter}. */
  public float[] storedVector() {
    return VectorJitter.add(vector, source.position());
  }

  /** Returns the row with these local features. */
  public Row withLocalFeatures(byte[] encoded) {
    return new Row(id, vector, model, metadata, picture, source, encoded);
  }
}
