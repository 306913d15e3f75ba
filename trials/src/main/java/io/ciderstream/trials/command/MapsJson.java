package io.ciderstream.trials.command;

import com.google.gson.JsonObject;
import java.util.SequencedMap;

/** Writes mean average precisions as JSON. */
final class MapsJson {
  private MapsJson() {}

  /** Returns an object of a number a set, 0 to 1; null where no query has a right answer. */
  static JsonObject of(SequencedMap<String, Double> maps) {
    JsonObject json = new JsonObject();
    maps.forEach((set, map) -> json.addProperty(set, Double.isNaN(map) ? null : map));
    return json;
  }
}
