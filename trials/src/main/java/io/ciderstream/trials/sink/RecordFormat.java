package io.ciderstream.trials.sink;

import io.ciderstream.index.settings.IndexSettings;
import java.util.HashMap;
import java.util.Map;

/** The format of a workload's records, as the sink reads them. */
public enum RecordFormat {
  /** Descriptors of cider-stream. */
  DESCRIPTORS,
  /** Records of any kind, with the vector in a field and all else in the dynamic field. */
  ANY,
  /** Records of any kind, with {@code position.guard}. */
  GUARDED;

  /** The field of {@link #ANY} and {@link #GUARDED} that holds {@link Workload.Update#number}. */
  static final String NUMBER = "number";

  static final String VECTOR = "vector";

  /**
   * Returns the sink's settings.
   *
   * @param name of the index or collection
   * @param index the type of the vector index
   */
  Map<String, String> settings(String name, String index) {
    return switch (this) {
      case DESCRIPTORS -> Map.of(IndexSettings.NAME.name(), name, IndexSettings.TYPE.name(), index);
      case ANY -> rows(name, index);
      case GUARDED -> {
        Map<String, String> settings = new HashMap<>(rows(name, index));
        settings.put("position.guard", "true");
        yield settings;
      }
    };
  }

  private static Map<String, String> rows(String name, String index) {
    return Map.of(
        "collection", name,
        "vector.fields", VECTOR,
        "vector.index.type", index,
        "fields.types", NUMBER + ":Int64",
        "fields.map", "source.offset=" + NUMBER);
  }
}
