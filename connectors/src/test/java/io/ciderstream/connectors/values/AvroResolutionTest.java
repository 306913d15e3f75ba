package io.ciderstream.connectors.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.schemas.avro.Descriptor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.io.JsonDecoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares with Avro's own resolution. */
class AvroResolutionTest {
  private static final Schema READER = Descriptor.getClassSchema();

  @Test
  void shouldReadADescriptorOfOtherVersionsAsAvroDoes() throws IOException {
    // another order, fields missing and added, unions the other way round, narrower numbers
    Schema writer =
        record(
            "io.ciderstream.schemas.avro.Descriptor",
            """
            {"name": "width", "type": "int"},
            {"name": "captured_at", "type": ["int", "null"]},
            {"name": "vector", "type": {"type": "array", "items": ["float", "int"]}},
            {"name": "metadata", "type": {"type": "map", "values": ["boolean", "int", "string", "float"]}},
            {"name": "boxes", "type": {"type": "array", "items": {"type": "record", "name": "Box",
              "fields": [{"name": "y1", "type": "int"}, {"name": "extra", "type": "string"}]}}},
            {"name": "source", "type": {"type": "record", "name": "Source",
              "fields": [{"name": "offset", "type": "int"}]}},
            {"name": "added", "type": {"type": "map", "values": ["null", "bytes"]}}
            """);
    Map<?, ?> resolved =
        resolved(
            READER,
            writer,
            """
            {"width": 7, "captured_at": {"int": 42},
             "vector": [{"float": 0.5}, {"int": 3}],
             "metadata": {"a": {"boolean": true}, "b": {"int": 3}, "c": {"string": "x"}, "d": {"float": 0.1}},
             "boxes": [{"y1": 1, "extra": "e"}], "source": {"offset": 9},
             "added": {"a": null, "b": {"bytes": "Avro wants to see as many bytes as boxes of its own had"}}}
            """);
    assertThat(resolved.get("vector")).isEqualTo(new float[] {0.5f, 3});
    assertThat(resolved.get("captured_at")).isEqualTo(42L);
    assertThat(resolved.get("model")).isEqualTo(Map.of("name", "", "hash", ""));
    assertThat(resolved.get("metadata"))
        .isEqualTo(Map.of("a", true, "b", 3L, "c", "x", "d", (double) 0.1f));
    assertThat(resolved.get("source"))
        .isEqualTo(Map.of("partition", -1, "offset", 9L, "timestamp", 0L));
  }

  @Test
  void shouldReadAnEmptyRecordByItsDefaults() throws IOException {
    resolved(READER, record("io.ciderstream.schemas.avro.Descriptor", ""), "{}");
  }

  @Test
  void shouldReadTheFirstRelease() throws IOException {
    Schema released =
        new SchemaParser().parse(Path.of("../schemas/released/0.1.0/Descriptor.avsc")).mainSchema();
    String json =
        """
        {"model": {"name": "tiny", "hash": "ab"}, "vector": [1], "boxes": [], "attention": null,
         "sha256": "", "width": 1, "height": 2, "metadata": {"a": {"long": 3}},
         "captured_at": null, "source": {"partition": 1, "offset": 2, "timestamp": 3}}
        """;
    assertThat(resolved(READER, released, json).get("metadata")).isEqualTo(Map.of("a", 3L));
  }

  @Test
  void shouldFollowAliasesOfTheReader() throws IOException {
    Schema reader =
        record("R", "{\"name\": \"now\", \"aliases\": [\"then\"], \"type\": \"double\"}");
    Schema writer = record("R", "{\"name\": \"then\", \"type\": \"long\"}");
    assertThat(resolved(reader, writer, "{\"then\": 3}").get("now")).isEqualTo(3.0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "vector|{\"type\": \"array\", \"items\": \"double\"}|[0.5]",
        "vector|\"null\"|null",
        "vector|\"string\"|\"x\"",
        "width|\"long\"|1",
        "width|[\"null\", \"int\"]|null",
        "model|\"string\"|\"x\"",
        "metadata|{\"type\": \"map\", \"values\": \"null\"}|{\"a\": null}",
      })
  void shouldRefuseWhatAvroRefuses(String field, String type, String value) throws IOException {
    Schema writer =
        record(
            "io.ciderstream.schemas.avro.Descriptor",
            "{\"name\": \"%s\", \"type\": %s}".formatted(field, type));
    byte[] bytes = bytes(writer, "{\"%s\": %s}".formatted(field, value));
    assertThatThrownBy(() -> AvroResolution.resolve(READER, plain(writer, bytes)))
        .isInstanceOf(AvroTypeException.class);
    assertThatThrownBy(
            () ->
                new GenericDatumReader<>(writer, READER)
                    .read(null, DecoderFactory.get().binaryDecoder(bytes, null)))
        .isInstanceOf(AvroTypeException.class);
  }

  /** Also compares it with what Avro makes of it. */
  private static Map<?, ?> resolved(Schema reader, Schema writer, String json) throws IOException {
    byte[] bytes = bytes(writer, json);
    Object resolved = AvroResolution.resolve(reader, plain(writer, bytes));
    Object avros =
        new GenericDatumReader<>(writer, reader)
            .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    new GenericDatumWriter<>(reader).write(avros, encoder);
    encoder.flush();
    assertThat(resolved).usingRecursiveComparison().isEqualTo(plain(reader, out.toByteArray()));
    return (Map<?, ?>) resolved;
  }

  private static Object plain(Schema schema, byte[] bytes) throws IOException {
    return new AvroMapReader(schema).read(null, DecoderFactory.get().binaryDecoder(bytes, null));
  }

  private static byte[] bytes(Schema writer, String json) throws IOException {
    JsonDecoder decoder = DecoderFactory.get().jsonDecoder(writer, json);
    GenericRecord written = new GenericDatumReader<GenericRecord>(writer).read(null, decoder);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    new GenericDatumWriter<GenericRecord>(writer).write(written, encoder);
    encoder.flush();
    return out.toByteArray();
  }

  private static Schema record(String name, String fields) {
    return new SchemaParser()
        .parse("{\"type\": \"record\", \"name\": \"%s\", \"fields\": [%s]}".formatted(name, fields))
        .mainSchema();
  }
}
