package io.ciderstream.connectors.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

class AvroMapReaderTest {
  private static final Schema ALL =
      new Schema.Parser()
          .parse(
              """
              {"type": "record", "name": "All", "fields": [
                {"name": "flag", "type": "boolean"},
                {"name": "small", "type": "int"},
                {"name": "large", "type": "long"},
                {"name": "real", "type": "float"},
                {"name": "precise", "type": "double"},
                {"name": "text", "type": "string"},
                {"name": "raw", "type": "bytes"},
                {"name": "four", "type": {"type": "fixed", "name": "Four", "size": 4}},
                {"name": "kind", "type": {"type": "enum", "name": "Kind", "symbols": ["A", "B"]}},
                {"name": "none", "type": ["null", "string"]},
                {"name": "some", "type": ["null", "string"]},
                {"name": "vector", "type": {"type": "array", "items": "float"}},
                {"name": "names", "type": {"type": "array", "items": "string"}},
                {"name": "counts", "type": {"type": "map", "values": "long"}},
                {"name": "inner", "type": {"type": "record", "name": "Inner", "fields": [
                  {"name": "x", "type": ["null", {"type": "array", "items": "float"}]}]}}]}
              """);

  @Test
  void shouldReadEveryType() throws IOException {
    GenericData.Record inner = new GenericData.Record(ALL.getField("inner").schema());
    inner.put("x", List.of(0.5f));
    GenericData.Record all = new GenericData.Record(ALL);
    all.put("flag", true);
    all.put("small", -3);
    all.put("large", 1L << 40);
    all.put("real", 0.25f);
    all.put("precise", 1e-300);
    all.put("text", "Bern");
    all.put("raw", ByteBuffer.wrap(new byte[] {1, 2}));
    all.put("four", new GenericData.Fixed(ALL.getField("four").schema(), new byte[] {4, 3, 2, 1}));
    all.put("kind", new GenericData.EnumSymbol(ALL.getField("kind").schema(), "B"));
    all.put("some", "value");
    all.put("vector", List.of(1f, -2f, Float.MIN_VALUE));
    all.put("names", List.of("a", "b"));
    all.put("counts", Map.of("n", 7L));
    all.put("inner", inner);

    Map<?, ?> read = (Map<?, ?>) read(ALL, written(ALL, all));
    assertThat(read.keySet().stream().map(Object::toString))
        .containsExactlyElementsOf(ALL.getFields().stream().map(Schema.Field::name).toList());
    assertThat(read.get("flag")).isEqualTo(true);
    assertThat(read.get("small")).isEqualTo(-3);
    assertThat(read.get("large")).isEqualTo(1L << 40);
    assertThat(read.get("real")).isEqualTo(0.25f);
    assertThat(read.get("precise")).isEqualTo(1e-300);
    assertThat(read.get("text")).isEqualTo("Bern");
    assertThat(read.get("raw")).isEqualTo(new byte[] {1, 2});
    assertThat(read.get("four")).isEqualTo(new byte[] {4, 3, 2, 1});
    assertThat(read.get("kind")).isEqualTo("B");
    assertThat(read.get("none")).isNull();
    assertThat(read.get("some")).isEqualTo("value");
    assertThat(read.get("vector")).isEqualTo(new float[] {1, -2, Float.MIN_VALUE});
    assertThat(read.get("names")).isEqualTo(List.of("a", "b"));
    assertThat(read.get("counts")).isEqualTo(Map.of("n", 7L));
    assertThat(((Map<?, ?>) read.get("inner")).get("x")).isEqualTo(new float[] {0.5f});
  }

  @Test
  void shouldReadVectorsOfSeveralBlocksOfAnySize() throws IOException {
    List<Float> numbers = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      numbers.add(i / 8f);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder out = EncoderFactory.get().blockingBinaryEncoder(bytes, null);
    Schema schema = Schema.createArray(Schema.create(Schema.Type.FLOAT));
    new GenericDatumWriter<>(schema).write(numbers, out);
    out.flush();
    float[] read = (float[]) read(schema, bytes.toByteArray());
    assertThat(read).hasSize(20_000);
    assertThat(read[0]).isZero();
    assertThat(read[19_999]).isEqualTo(19_999 / 8f);
    assertThat((float[]) read(schema, written(schema, List.of()))).isEmpty();
  }

  @Test
  void shouldNotTakeMemoryForNumbersThatAreOnlyAnnounced() throws IOException {
    Schema schema = Schema.createArray(Schema.create(Schema.Type.FLOAT));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder out = EncoderFactory.get().binaryEncoder(bytes, null);
    out.writeLong(2_000_000_000);
    out.writeFloat(1);
    out.flush();
    assertThatThrownBy(() -> read(schema, bytes.toByteArray())).isInstanceOf(EOFException.class);
  }

  @Test
  void shouldRefuseABranchThatIsNone() throws IOException {
    Schema schema = Schema.createUnion(Schema.create(Schema.Type.INT));
    assertThatThrownBy(() -> read(schema, new byte[] {8, 2}))
        .isInstanceOf(IndexOutOfBoundsException.class);
    byte[] cut = Arrays.copyOf(written(ALL.getField("text").schema(), "Bern"), 3);
    assertThatThrownBy(() -> read(Schema.create(Schema.Type.STRING), cut))
        .isInstanceOf(EOFException.class);
  }

  private static Object read(Schema schema, byte[] bytes) throws IOException {
    return new AvroMapReader(schema).read(null, DecoderFactory.get().binaryDecoder(bytes, null));
  }

  private static byte[] written(Schema schema, Object value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder out = EncoderFactory.get().binaryEncoder(bytes, null);
    new GenericDatumWriter<>(schema).write(value, out);
    out.flush();
    return bytes.toByteArray();
  }
}
