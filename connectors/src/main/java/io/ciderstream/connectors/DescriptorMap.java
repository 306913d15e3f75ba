package io.ciderstream.connectors;

import io.ciderstream.connectors.values.UnreadAvro;
import io.ciderstream.index.Change;
import io.ciderstream.index.ModelId;
import io.ciderstream.index.Row;
import io.ciderstream.index.SourcePosition;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.ImageId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.apache.kafka.connect.sink.SinkRecord;

/** Reads changes of the index from records whose value is a Descriptor as a map. */
final class DescriptorMap {
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
  private static final int SHOWN = 200;

  private DescriptorMap() {}

  /**
   * @throws CiderException KEY_INVALID, AVRO_INVALID, or REGISTRY_UNAVAILABLE
   */
  static Change change(SinkRecord sinkRecord) {
    String id = id(sinkRecord.key());
    return switch (sinkRecord.value()) {
      case null -> new Change.Delete(id);
      case Map<?, ?> value -> new Change.Upsert(row(id, value));
      case UnreadAvro unread -> new Change.Upsert(row(id, unread.read()));
      default ->
          throw invalid(
              "The value of %s is a %s; value.converter must be %s."
                  .formatted(
                      id,
                      sinkRecord.value().getClass().getName(),
                      AvroMapConverter.class.getName()));
    };
  }

  /** Returns the model of a record that was written; empty for a deletion or a bad record. */
  static Optional<ModelId> model(SinkRecord sinkRecord) {
    try {
      return switch (sinkRecord.value()) {
        case Map<?, ?> value -> Optional.of(model("it", value));
        case UnreadAvro unread -> Optional.of(model("it", unread.read()));
        case null, default -> Optional.empty();
      };
    } catch (CiderException | ClassCastException e) {
      return Optional.empty();
    }
  }

  private static ModelId model(String id, Map<?, ?> value) {
    Map<?, ?> model = (Map<?, ?>) need(id, value, "model");
    return new ModelId((String) need(id, model, "name"), (String) need(id, model, "hash"));
  }

  /** For messages: one line, not long. */
  static String keyText(Object key) {
    String text =
        switch (key) {
          case byte[] bytes -> new String(bytes, StandardCharsets.UTF_8);
          case null, default -> String.valueOf(key);
        };
    String line = CONTROL.matcher(text).replaceAll("?");
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "...";
  }

  private static String id(Object key) {
    return switch (key) {
      case String text -> new ImageId(text).value();
      case byte[] bytes -> ImageId.of(bytes).value();
      case null -> ImageId.of(null).value();
      default ->
          throw new CiderException(
              ErrorCode.KEY_INVALID,
              "The key is a %s; key.converter must give strings or bytes."
                  .formatted(key.getClass().getName()));
    };
  }

  private static Row row(String id, Map<?, ?> value) {
    try {
      Map<?, ?> source = (Map<?, ?>) need(id, value, "source");
      Long capturedAt = (Long) value.get("captured_at");
      return new Row(
          id,
          (float[]) need(id, value, "vector"),
          metadata(value),
          capturedAt == null ? OptionalLong.empty() : OptionalLong.of(capturedAt),
          model(id, value),
          boxes(value),
          (Integer) need(id, value, "width"),
          (Integer) need(id, value, "height"),
          new SourcePosition(
              (Integer) need(id, source, "partition"),
              (Long) need(id, source, "offset"),
              (Long) need(id, source, "timestamp")));
    } catch (ClassCastException | NullPointerException e) {
      throw new CiderException(
          ErrorCode.AVRO_INVALID, "The value of %s is no Descriptor.".formatted(id), e);
    }
  }

  private static Object need(String id, Map<?, ?> value, String field) {
    Object found = value.get(field);
    if (found == null) {
      throw invalid("The Descriptor of %s has no %s.".formatted(id, field));
    }
    return found;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> metadata(Map<?, ?> value) {
    Object metadata = value.get("metadata");
    return metadata == null ? Map.of() : (Map<String, Object>) metadata;
  }

  private static List<float[]> boxes(Map<?, ?> value) {
    List<float[]> boxes = new ArrayList<>();
    if (value.get("boxes") instanceof List<?> maps) {
      for (Object map : maps) {
        Map<?, ?> box = (Map<?, ?>) map;
        boxes.add(
            new float[] {
              (Float) box.get("x1"),
              (Float) box.get("y1"),
              (Float) box.get("x2"),
              (Float) box.get("y2"),
              (Float) box.get("score")
            });
      }
    }
    return boxes;
  }

  private static CiderException invalid(String detail) {
    return new CiderException(ErrorCode.AVRO_INVALID, detail);
  }
}
