package io.ciderstream.evaluation.yaml;

import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/** Reads a training configuration into records. */
public final class ConfigBinder {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new SimpleModule().addDeserializer(Path.class, new PathDeserializer()))
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .build();

  private ConfigBinder() {}

  /**
   * Reads all keys.
   *
   * @param folder that relative paths begin at
   * @param freeKeys names that a {@link Flat} map accepts
   * @throws CiderException SETTING_INVALID, naming the key, if one is unknown, missing, of another
   *     type or out of range, or if a record's constructor rejects the values
   */
  public static <T> T read(ConfigText text, Class<T> type, Path folder, Set<String> freeKeys) {
    Map<String, Object> complete = new KeyTree(folder, freeKeys).section(type, text.keys(), "");
    try {
      return MAPPER.convertValue(complete, type);
    } catch (IllegalArgumentException e) {
      Throwable reason = e.getCause();
      while (reason instanceof JsonMappingException && reason.getCause() != null) {
        reason = reason.getCause();
      }
      throw invalid(place(e.getCause()), "is wrong: " + reason.getMessage());
    }
  }

  static CiderException invalid(String place, String what) {
    return new CiderException(
        ErrorCode.SETTING_INVALID,
        place.isEmpty()
            ? "The training configuration %s.".formatted(what)
            : "In the training configuration, %s %s.".formatted(place, what));
  }

  private static String place(Throwable cause) {
    StringBuilder place = new StringBuilder();
    if (cause instanceof JsonMappingException mapping) {
      for (JsonMappingException.Reference part : mapping.getPath()) {
        if (part.getFieldName() == null) {
          place.append('[').append(part.getIndex()).append(']');
        } else if (!isFlat(part)) {
          place.append(place.isEmpty() ? "" : ".").append(part.getFieldName());
        }
      }
    }
    return place.toString();
  }

  private static boolean isFlat(JsonMappingException.Reference part) {
    return part.getFrom() instanceof Class<?> type
        && type.isRecord()
        && Arrays.stream(type.getRecordComponents())
            .filter(component -> KeyTree.name(component).equals(part.getFieldName()))
            .anyMatch(component -> component.isAnnotationPresent(Flat.class));
  }

  /** Jackson's own reads a name with a colon as a URI. */
  private static final class PathDeserializer extends FromStringDeserializer<Path> {
    private static final long serialVersionUID = 1;

    PathDeserializer() {
      super(Path.class);
    }

    @Override
    protected Path _deserialize(String value, DeserializationContext context) {
      return Path.of(value);
    }
  }
}
