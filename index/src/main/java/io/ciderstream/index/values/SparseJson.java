package io.ciderstream.index.values;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Encodes sparse vectors: a map of index to value, or a map of two lists, {@code indices} and
 * {@code values}.
 */
final class SparseJson {
  /** Milvus' indexes are unsigned 32-bit numbers without the largest. */
  private static final long INDEX_LIMIT = (1L << 32) - 1;

  private SparseJson() {}

  static JsonObject write(Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new BadValueException("is not a map of index to value");
    }
    TreeMap<Long, Float> entries = new TreeMap<>();
    if (map.get("indices") instanceof List<?> indices
        && map.get("values") instanceof List<?> values) {
      if (indices.size() != values.size()) {
        throw new BadValueException(
            "has %d indices and %d values".formatted(indices.size(), values.size()));
      }
      for (int i = 0; i < indices.size(); i++) {
        put(entries, indices.get(i), values.get(i));
      }
    } else {
      map.forEach((index, number) -> put(entries, index, number));
    }
    if (entries.isEmpty()) {
      throw new BadValueException("is empty, which Milvus rejects");
    }
    JsonObject json = new JsonObject();
    entries.forEach((index, number) -> json.addProperty(Long.toString(index), number));
    return json;
  }

  private static void put(TreeMap<Long, Float> entries, Object index, Object value) {
    float number = VectorValues.number(value).floatValue();
    if (!Float.isFinite(number)) {
      throw new BadValueException("has %s at an index".formatted(number));
    }
    if (entries.put(index(index), number) != null) {
      throw new BadValueException("has an index twice");
    }
  }

  private static long index(Object index) {
    long number;
    try {
      number =
          index instanceof Number given && given.doubleValue() == given.longValue()
              ? given.longValue()
              : Long.parseLong(String.valueOf(index));
    } catch (NumberFormatException e) {
      throw new BadValueException("has an index that is not a whole number");
    }
    if (number < 0 || number >= INDEX_LIMIT) {
      throw new BadValueException("has an index outside 0..4294967294");
    }
    return number;
  }
}
