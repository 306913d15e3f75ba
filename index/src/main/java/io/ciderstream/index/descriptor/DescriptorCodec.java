package io.ciderstream.index.descriptor;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.ciderstream.index.Change;
import io.ciderstream.index.ModelId;
import io.ciderstream.index.PictureInfo;
import io.ciderstream.index.Row;
import io.ciderstream.index.SourcePosition;
import io.ciderstream.index.rows.FieldSpec;
import io.ciderstream.schemas.BoundingBox;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.MetadataLimits;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.schemas.Texts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Converts descriptors to the rows that the SDK takes, and back. */
public final class DescriptorCodec {
  private static final int ROW_BYTES = 256;
  private static final int BOX_BYTES = 100;
  private static final int BYTES_PER_CHARACTER = 3;

  /** The local features that fit their field in Base64. */
  private static final int MAX_LOCAL_FEATURES = FieldSpec.MAX_VARCHAR / 4 * 3;

  private DescriptorCodec() {}

  /**
   * Encodes a row for a collection of this layout, without its vector. Local features that do not
   * fit their field are left out.
   *
   * @throws CiderException METADATA_INVALID if Milvus cannot store the row as it is
   */
  static JsonObject write(Row row, DescriptorLayout layout) {
    JsonObject json = write(row);
    if (layout.localFeatures()) {
      byte[] features = row.localFeatures();
      json.addProperty(
          DescriptorFields.LOCAL_FEATURES,
          features.length > MAX_LOCAL_FEATURES ? "" : Base64.getEncoder().encodeToString(features));
    }
    return json;
  }

  private static JsonObject write(Row row) {
    JsonObject json = new JsonObject();
    json.addProperty(DescriptorFields.ID, row.id().value());
    json.add(DescriptorFields.METADATA, metadata(row));
    json.addProperty(
        DescriptorFields.CAPTURED_AT,
        row.picture().capturedAtMs().orElse(DescriptorFields.UNKNOWN_TIME));
    json.addProperty(DescriptorFields.MODEL, modelName(row));
    json.add(DescriptorFields.BOXES, boxes(row));
    json.addProperty(DescriptorFields.WIDTH, (long) row.picture().width());
    json.addProperty(DescriptorFields.HEIGHT, (long) row.picture().height());
    json.addProperty(DescriptorFields.SOURCE_PARTITION, (long) row.source().partition());
    json.addProperty(DescriptorFields.SOURCE_OFFSET, row.source().offset());
    json.addProperty(DescriptorFields.SOURCE_TIMESTAMP, row.source().timestampMs());
    return json;
  }

  /** Returns the approximate size of a change in a call. */
  static long bytes(Change change) {
    return change instanceof Change.Upsert upsert
        ? bytes(upsert.row())
        : (long) BYTES_PER_CHARACTER * change.id().value().length();
  }

  private static long bytes(Row row) {
    return ROW_BYTES
        + (long) Float.BYTES * row.vector().length
        + (long) BOX_BYTES * row.picture().boxes().size()
        + MetadataLimits.jsonBytes(row.metadata())
        + 4L * row.localFeatures().length / 3;
  }

  /**
   * Decodes a row.
   *
   * @param modelHash the model of the row's collection
   * @param fields a row's values; without a vector the row has an empty one, and without local
   *     features, or with broken ones, it has none
   */
  public static Row read(String modelHash, Map<String, Object> fields) {
    return new Row(
        readId(fields),
        readVector((List<?>) fields.get(DescriptorFields.VECTOR)),
        new ModelId((String) fields.get(DescriptorFields.MODEL), modelHash),
        readMetadata((JsonObject) fields.get(DescriptorFields.METADATA)),
        readPicture(fields),
        readSource(fields),
        readLocalFeatures((String) fields.get(DescriptorFields.LOCAL_FEATURES)));
  }

  /** Returns the local features of a row; empty if there are none or they are no Base64. */
  public static byte[] readLocalFeatures(String base64) {
    if (base64 == null) {
      return new byte[0];
    }
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static PictureInfo readPicture(Map<String, Object> fields) {
    long capturedAt = number(fields, DescriptorFields.CAPTURED_AT);
    return new PictureInfo(
        capturedAt == DescriptorFields.UNKNOWN_TIME
            ? OptionalLong.empty()
            : OptionalLong.of(capturedAt),
        readBoxes((JsonObject) fields.get(DescriptorFields.BOXES)),
        (int) number(fields, DescriptorFields.WIDTH),
        (int) number(fields, DescriptorFields.HEIGHT));
  }

  /** Returns the id of a row. */
  public static ImageId readId(Map<String, Object> fields) {
    return new ImageId((String) fields.get(DescriptorFields.ID));
  }

  /** Returns the source of a row. */
  public static SourcePosition readSource(Map<String, Object> fields) {
    return new SourcePosition(
        new RecordPosition(
            (int) number(fields, DescriptorFields.SOURCE_PARTITION),
            number(fields, DescriptorFields.SOURCE_OFFSET)),
        number(fields, DescriptorFields.SOURCE_TIMESTAMP));
  }

  private static JsonObject metadata(Row row) {
    try {
      MetadataLimits.check(row.metadata());
    } catch (CiderException e) {
      throw invalid("The metadata of %s: %s".formatted(row.id(), e.detail()));
    }
    JsonObject json = new JsonObject();
    row.metadata().forEach((name, value) -> json.add(name, metadataValue(value)));
    return json;
  }

  private static JsonPrimitive metadataValue(Object value) {
    if (value instanceof String text) {
      return new JsonPrimitive(text);
    }
    if (value instanceof Boolean flag) {
      return new JsonPrimitive(flag);
    }
    if (value instanceof Number number) {
      return new JsonPrimitive(value instanceof Float ? (Number) number.doubleValue() : number);
    }
    throw new IllegalArgumentException(value.getClass() + " was accepted");
  }

  private static String modelName(Row row) {
    String name = row.model().name();
    if (name.getBytes(StandardCharsets.UTF_8).length > DescriptorFields.TEXT_BYTES
        || !Texts.isWellFormed(name)) {
      throw invalid("The model name of %s is not text of up to 512 bytes.".formatted(row.id()));
    }
    return name;
  }

  /** Encodes the boxes in an object, as Milvus 2.3 accepts no other JSON. */
  private static JsonObject boxes(Row row) {
    JsonArray boxes = new JsonArray();
    for (BoundingBox box : row.picture().boxes()) {
      JsonArray numbers = new JsonArray(5);
      for (float number : new float[] {box.x1(), box.y1(), box.x2(), box.y2(), box.score()}) {
        if (!Float.isFinite(number)) {
          throw invalid("A box of %s has %s.".formatted(row.id(), number));
        }
        numbers.add(number);
      }
      boxes.add(numbers);
    }
    JsonObject json = new JsonObject();
    json.add(DescriptorFields.BOXES, boxes);
    int bytes = json.toString().length(); // ASCII
    if (bytes > MetadataLimits.MAX_JSON_BYTES) {
      throw invalid(
          "The %d boxes of %s have %d bytes of JSON, but must have at most %d."
              .formatted(
                  row.picture().boxes().size(), row.id(), bytes, MetadataLimits.MAX_JSON_BYTES));
    }
    return json;
  }

  private static float[] readVector(List<?> values) {
    float[] vector = new float[values == null ? 0 : values.size()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = ((Number) values.get(i)).floatValue();
    }
    return vector;
  }

  private static Map<String, Object> readMetadata(JsonObject json) {
    Map<String, Object> metadata = new HashMap<>();
    for (Map.Entry<String, JsonElement> entry : json.entrySet()) {
      if (entry.getValue() instanceof JsonPrimitive value) {
        metadata.put(entry.getKey(), readMetadataValue(value));
      }
    }
    return metadata;
  }

  private static Object readMetadataValue(JsonPrimitive value) {
    if (value.isBoolean()) {
      return value.getAsBoolean();
    }
    if (value.isString()) {
      return value.getAsString();
    }
    String number = value.getAsString();
    boolean whole = number.chars().allMatch(c -> c == '-' || Character.isDigit(c));
    try {
      return whole ? (Object) Long.valueOf(number) : (Object) Double.valueOf(number);
    } catch (NumberFormatException e) {
      return Double.valueOf(number); // a server may write a large double without its exponent
    }
  }

  private static List<BoundingBox> readBoxes(JsonObject json) {
    List<BoundingBox> boxes = new ArrayList<>();
    for (JsonElement element : json.getAsJsonArray(DescriptorFields.BOXES)) {
      JsonArray numbers = element.getAsJsonArray();
      boxes.add(
          new BoundingBox(
              numbers.get(0).getAsFloat(),
              numbers.get(1).getAsFloat(),
              numbers.get(2).getAsFloat(),
              numbers.get(3).getAsFloat(),
              numbers.get(4).getAsFloat()));
    }
    return boxes;
  }

  private static long number(Map<String, Object> fields, String name) {
    return ((Number) fields.get(name)).longValue();
  }

  private static CiderException invalid(String detail) {
    return new CiderException(ErrorCode.METADATA_INVALID, detail);
  }
}
