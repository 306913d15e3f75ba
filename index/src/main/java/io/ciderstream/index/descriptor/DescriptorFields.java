package io.ciderstream.index.descriptor;

import io.ciderstream.index.rows.CollectionPlan;
import io.ciderstream.index.rows.FieldKind;
import io.ciderstream.index.rows.FieldSpec;
import java.util.List;
import java.util.stream.Stream;

/** The fields of a collection of descriptors. */
public final class DescriptorFields {
  public static final String ID = "id";
  public static final String VECTOR = "vector";
  static final String METADATA = "metadata";
  static final String CAPTURED_AT = "captured_at";
  static final String MODEL = "model";
  static final String BOXES = "boxes";
  static final String WIDTH = "width";
  static final String HEIGHT = "height";
  static final String SOURCE_PARTITION = CollectionPlan.SOURCE_PARTITION;
  public static final String SOURCE_OFFSET = CollectionPlan.SOURCE_OFFSET;
  static final String SOURCE_TIMESTAMP = "source_timestamp";
  public static final String LOCAL_FEATURES = "local_features";

  /** The length of a text field in bytes. */
  static final int TEXT_BYTES = 512;

  /** Means "unknown" in captured_at, as Milvus 2.3 has no null. */
  static final long UNKNOWN_TIME = Long.MIN_VALUE;

  /** The primary key. */
  static final FieldSpec KEY = FieldSpec.of(ID, FieldKind.VARCHAR, TEXT_BYTES, false);

  /** The fields besides the key and the vector that every collection has. */
  static final List<FieldSpec> OTHERS =
      List.of(
          FieldSpec.of(METADATA, FieldKind.JSON, 0, false),
          FieldSpec.of(CAPTURED_AT, FieldKind.INT64, 0, false),
          FieldSpec.of(MODEL, FieldKind.VARCHAR, TEXT_BYTES, false),
          FieldSpec.of(BOXES, FieldKind.JSON, 0, false),
          FieldSpec.of(WIDTH, FieldKind.INT64, 0, false),
          FieldSpec.of(HEIGHT, FieldKind.INT64, 0, false),
          FieldSpec.of(SOURCE_PARTITION, FieldKind.INT64, 0, false),
          FieldSpec.of(SOURCE_OFFSET, FieldKind.INT64, 0, false),
          FieldSpec.of(SOURCE_TIMESTAMP, FieldKind.INT64, 0, false));

  /** The local features in Base64, empty if there are none; older collections lack the field. */
  static final FieldSpec LOCAL =
      FieldSpec.of(LOCAL_FEATURES, FieldKind.VARCHAR, FieldSpec.MAX_VARCHAR, false);

  private DescriptorFields() {}

  /** Returns the fields of a new collection besides the key and the vector. */
  static List<FieldSpec> ofNewCollection() {
    return Stream.concat(OTHERS.stream(), Stream.of(LOCAL)).toList();
  }

  /** Returns the names of all fields except the local features. */
  public static List<String> all() {
    return Stream.concat(Stream.of(VECTOR), allButVector().stream()).toList();
  }

  /** Returns the names of the fields that a match shows. */
  public static List<String> allButVector() {
    return Stream.concat(Stream.of(ID), OTHERS.stream().map(FieldSpec::name)).toList();
  }

  /** Returns the names of the fields with a row's id and source. */
  public static List<String> idAndSource() {
    return List.of(ID, SOURCE_PARTITION, SOURCE_OFFSET, SOURCE_TIMESTAMP);
  }

  /** Returns the names and that of the local features. */
  public static List<String> andLocalFeatures(List<String> names) {
    return Stream.concat(names.stream(), Stream.of(LOCAL_FEATURES)).toList();
  }
}
