package io.ciderstream.connectors;

import io.ciderstream.schemas.avro.Descriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;

/** Descriptors as generic records. */
final class Descriptors {
  private Descriptors() {}

  static GenericRecord of(long offset, String modelHash, float... vector) {
    var schema = Descriptor.getClassSchema();
    var model =
        new GenericRecordBuilder(schema.getField("model").schema())
            .set("name", "tiny")
            .set("hash", modelHash)
            .build();
    var source =
        new GenericRecordBuilder(schema.getField("source").schema())
            .set("partition", 0)
            .set("offset", offset)
            .set("timestamp", 43L)
            .build();
    List<Float> numbers = new ArrayList<>();
    for (float number : vector) {
      numbers.add(number);
    }
    return new GenericRecordBuilder(schema)
        .set("model", model)
        .set("vector", new GenericData.Array<>(schema.getField("vector").schema(), numbers))
        .set("metadata", Map.of("city", "Bern"))
        .set("captured_at", 42L)
        .set("width", 640)
        .set("height", 480)
        .set("source", source)
        .build();
  }
}
