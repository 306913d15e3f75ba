package io.ciderstream.connectors.descriptors;

import io.ciderstream.connectors.values.AvroResolution;
import io.ciderstream.connectors.values.SourceOffsetHeader;
import io.ciderstream.connectors.values.UnreadAvro;
import io.ciderstream.index.Change;
import io.ciderstream.index.ModelId;
import io.ciderstream.index.PictureInfo;
import io.ciderstream.index.Row;
import io.ciderstream.index.SourcePosition;
import io.ciderstream.schemas.BoundingBox;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.schemas.avro.Descriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.kafka.connect.sink.SinkRecord;

/** Reads changes of the index from records whose value is a Descriptor as a map. */
public final class DescriptorMap {
  private static final Schema DESCRIPTOR = Descriptor.getClassSchema();
  private static final String CONVERTER = "io.ciderstream.connectors.AvroMapConverter";

  private DescriptorMap() {}

  /**
   * Reads the change of a record.
   *
   * @throws CiderException KEY_INVALID, AVRO_INVALID, or REGISTRY_UNAVAILABLE
   */
  static Change change(SinkRecord sinkRecord) {
    ImageId id = id(sinkRecord.key());
    if (sinkRecord.value() == null) {
      return new Change.Delete(id, source(sinkRecord));
    }
    Map<?, ?> value =
        fields(sinkRecord.value())
            .orElseThrow(
                () ->
                    invalid(
                        "The value of %s is a %s; value.converter must be %s."
                            .formatted(id, sinkRecord.value().getClass().getName(), CONVERTER)));
    return new Change.Upsert(row(id, value));
  }

  /** Returns a value that is a map or unread; empty for others, null included. */
  private static Optional<Map<?, ?>> fields(Object value) {
    if (value instanceof UnreadAvro unread) {
      return Optional.of(unread.read());
    }
    return value instanceof Map<?, ?> map ? Optional.of(map) : Optional.empty();
  }

  /** Returns the source of a deletion: a descriptor has the partition of its image. */
  private static Optional<SourcePosition> source(SinkRecord sinkRecord) {
    OptionalLong offset = SourceOffsetHeader.of(sinkRecord.headers());
    Long timestamp = sinkRecord.timestamp();
    return offset.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new SourcePosition(
                new RecordPosition(sinkRecord.originalKafkaPartition(), offset.getAsLong()),
                timestamp == null ? 0 : timestamp));
  }

  /** Returns the model of a record that was written; empty for a deletion or a bad record. */
  public static Optional<ModelId> model(SinkRecord sinkRecord) {
    try {
      return fields(sinkRecord.value()).map(DescriptorMap::model);
    } catch (CiderException | ClassCastException | NullPointerException e) {
      return Optional.empty();
    }
  }

  private static ModelId model(Map<?, ?> value) {
    Map<?, ?> model = (Map<?, ?>) value.get("model");
    return new ModelId((String) model.get("name"), (String) model.get("hash"));
  }

  private static ImageId id(Object key) {
    if (key instanceof String text) {
      return new ImageId(text);
    }
    if (key == null || key instanceof byte[]) {
      return ImageId.of((byte[]) key);
    }
    throw new CiderException(
        ErrorCode.KEY_INVALID,
        "The key is a %s; key.converter must return strings or bytes."
            .formatted(key.getClass().getName()));
  }

  private static Row row(ImageId id, Map<?, ?> value) {
    Map<?, ?> descriptor;
    try {
      descriptor = (Map<?, ?>) AvroResolution.resolve(DESCRIPTOR, value);
    } catch (AvroRuntimeException e) {
      throw new CiderException(
          ErrorCode.AVRO_INVALID,
          "The value of %s is no Descriptor: %s.".formatted(id, e.getMessage()),
          e);
    }
    Map<?, ?> source = (Map<?, ?>) descriptor.get("source");
    Long capturedAt = (Long) descriptor.get("captured_at");
    return new Row(
        id,
        (float[]) descriptor.get("vector"),
        model(descriptor),
        metadata(descriptor),
        new PictureInfo(
            capturedAt == null ? OptionalLong.empty() : OptionalLong.of(capturedAt),
            boxes(descriptor),
            (Integer) descriptor.get("width"),
            (Integer) descriptor.get("height")),
        new SourcePosition(
            new RecordPosition((Integer) source.get("partition"), (Long) source.get("offset")),
            (Long) source.get("timestamp")),
        localFeatures((byte[]) descriptor.get("local_features")));
  }

  private static byte[] localFeatures(byte[] encoded) {
    return encoded == null ? new byte[0] : encoded;
  }

  @SuppressWarnings("unchecked") // by its schema
  private static Map<String, Object> metadata(Map<?, ?> descriptor) {
    return (Map<String, Object>) descriptor.get("metadata");
  }

  private static List<BoundingBox> boxes(Map<?, ?> descriptor) {
    List<BoundingBox> boxes = new ArrayList<>();
    for (Object written : (List<?>) descriptor.get("boxes")) {
      Map<?, ?> box = (Map<?, ?>) written;
      boxes.add(
          new BoundingBox(
              (Float) box.get("x1"),
              (Float) box.get("y1"),
              (Float) box.get("x2"),
              (Float) box.get("y2"),
              (Float) box.get("score")));
    }
    return boxes;
  }

  private static CiderException invalid(String detail) {
    return new CiderException(ErrorCode.AVRO_INVALID, detail);
  }
}
