package io.ciderstream.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.Topics;
import io.ciderstream.schemas.avro.Descriptor;
import io.ciderstream.schemas.avro.Image;
import io.ciderstream.schemas.avro.Query;
import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AvroSerdesTest {
  private static final Map<String, Object> METADATA =
      Map.of("place", "Lille", "shelf", 7L, "price", 1.5, "sold", false);

  private final SchemaRegistryClient client = new MockSchemaRegistryClient();
  private final AvroSerdes serdes = new AvroSerdes(client, "mock://here");

  @Test
  void shouldReadBackWhatItWrote() {
    Image image =
        Image.newBuilder()
            .setContent(ByteBuffer.wrap(new byte[] {1, 2, 3}))
            .setMetadata(METADATA)
            .setCapturedAt(Instant.ofEpochMilli(1234))
            .build();

    byte[] bytes = serdes.encode("images", image);

    assertThat(AvroSerdes.isFramed(bytes)).isTrue();
    assertThat(serdes.decode("images", bytes, Image.class)).isEqualTo(image);
  }

  @ParameterizedTest
  @CsvSource({
    "ISO_MEDIA, 0000001866747970 6865696300000000",
    "ISO_MEDIA, 0000001c66747970 61766966",
    "ISO_MEDIA, 00001c0066747970",
    "JPEG_2000, 0000000c6a502020 0d0a870a00000014",
    "JPEG_XL, 0000000c4a584c20 0d0a870a00000014",
    "ICO, 000001000100 1010000001002000 2800000016000000 28000000"
        + "00000000000000000000000000000000 00000000000000000000000000000000 00000000",
    "CUR, 000002000100 1010000001002000 2800000016000000 89504e47"
        + "00000000000000000000000000000000 00000000000000000000000000000000 00000000",
    "TGA, 0000020000000000 54525545564953494f4e2d5846494c452e00",
  })
  void shouldNotTakeAPictureThatBeginsWithZeroForAvro(ZeroByteFormat format, String hex) {
    byte[] value = HexFormat.of().parseHex(hex.replace(" ", ""));
    assertThat(ZeroByteFormat.of(value)).contains(format);
    assertThat(AvroSerdes.isFramed(value)).isFalse();
  }

  /** Schema ids whose bytes are the beginning of an icon or of a box. */
  @Test
  void shouldTakeRecordsOfAnySchemaIdForAvro() {
    byte[] image = serdes.encode("images", Image.newBuilder().setUri("http://host/a.jpg").build());
    byte[] query = serdes.encode("queries", Query.newBuilder().setImageId("a".repeat(99)).build());
    for (byte[] record : List.of(image, query)) {
      for (int id : new int[] {1, 0x0c6a, 0x10001, 0x10066, 0x20001, 0x2066, 0x0c4a, -1}) {
        ByteBuffer.wrap(record).putInt(1, id);
        assertThat(AvroSerdes.isFramed(record)).as("schema id %d", id).isTrue();
      }
    }
  }

  @Test
  void shouldReadARecordOfAnotherVersion() throws Exception {
    Schema other =
        SchemaBuilder.record("Image")
            .namespace("io.ciderstream.schemas.avro")
            .fields()
            .optionalString("uri")
            .optionalString("later_field")
            .endRecord();
    GenericRecord record = new GenericData.Record(other);
    record.put("uri", "http://host/a.jpg");
    record.put("later_field", "new");

    Image image = serdes.decode("images", framed(client.register("x", other), record), Image.class);

    assertThat(image.getUri()).isEqualTo("http://host/a.jpg");
    assertThat(image.getMetadata()).isEmpty();
  }

  @Test
  void shouldRefuseWhatIsNoSuchRecord() throws Exception {
    byte[] whole = serdes.encode("images", Image.newBuilder().setUri("http://host/a.jpg").build());
    byte[] truncated = java.util.Arrays.copyOf(whole, whole.length - 6);
    byte[] unknownId = whole.clone();
    unknownId[1] = 99;
    byte[] query = serdes.encode("queries", Query.newBuilder().setImageId("a").build());
    int id = ByteBuffer.wrap(whole).getInt(1);
    byte[] hugeLength =
        ByteBuffer.allocate(11)
            .put((byte) 0)
            .putInt(id)
            .put((byte) 2)
            .put(new byte[] {-2, -1, -1, -1, 15})
            .array();

    // Avro reports a number of more than ten bytes as a separate IOException
    byte[] endlessNumber = ByteBuffer.allocate(20).put((byte) 0).putInt(id).array();
    java.util.Arrays.fill(endlessNumber, 5, 20, (byte) -1);

    for (byte[] bad :
        List.of(
            truncated,
            unknownId,
            query,
            hugeLength,
            endlessNumber,
            new byte[] {0},
            new byte[] {0, 0, 0})) {
      assertThatThrownBy(() -> serdes.decode("images", bad, Image.class))
          .isInstanceOfSatisfying(
              CiderException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.AVRO_INVALID));
    }
  }

  @Test
  void shouldBlameTheRegistryWhenItIsOutOfReach() throws IOException {
    int closedPort;
    try (ServerSocket socket = new ServerSocket(0)) {
      closedPort = socket.getLocalPort();
    }
    byte[] framed = {0, 0, 0, 0, 1, 0, 0, 0, 0, 0};
    String address = "http://127.0.0.1:" + closedPort;
    try (AvroSerdes lonely = new AvroSerdes(address)) {
      assertThatThrownBy(() -> lonely.decode("images", framed, Image.class))
          .hasMessageContainingAll("REGISTRY_UNAVAILABLE", "registry.url=" + address);
      assertThatThrownBy(() -> lonely.encode("images", new Image()))
          .hasMessageContainingAll("REGISTRY_UNAVAILABLE", "registry.url=" + address);
      assertThatThrownBy(() -> new SchemaSubjects(lonely).register(Topics.DEFAULT))
          .hasMessageContainingAll("REGISTRY_UNAVAILABLE", "registry.url=" + address);
    }
  }

  @Test
  void shouldRegisterTheSchemaThatTheSerializerWrites() throws Exception {
    new SchemaSubjects(serdes).register(Topics.DEFAULT);
    int registered = client.getLatestSchemaMetadata("descriptors-value").getId();

    byte[] bytes = serdes.encode("descriptors", Descriptor.newBuilder().build());

    assertThat(ByteBuffer.wrap(bytes).getInt(1)).isEqualTo(registered);
    assertThat(client.getAllVersions("descriptors-value")).hasSize(1);
    assertThat(client.getCompatibility("descriptors-value")).isEqualTo("FULL_TRANSITIVE");
  }

  @Test
  void shouldRemoveTheSubjectOfATopicThatIsGone() throws Exception {
    SchemaSubjects subjects = new SchemaSubjects(serdes);
    subjects.register("descriptors-2", new Descriptor());
    subjects.register("descriptors", new Descriptor());

    subjects.remove("descriptors-2");
    subjects.remove("descriptors-3");

    assertThat(client.getAllSubjects()).containsExactly("descriptors-value");
  }

  @Test
  void shouldRegisterAgainAfterAnotherRoleThatStartsAtTheSameTime() throws Exception {
    AtomicInteger conflicts = new AtomicInteger();
    MockSchemaRegistryClient contended =
        new MockSchemaRegistryClient() {
          @Override
          public String updateCompatibility(String subject, String level)
              throws IOException, RestClientException {
            if (conflicts.getAndIncrement() == 0) {
              throw new RestClientException("A rule named 'COMPATIBILITY' already exists.", 409, 0);
            }
            return super.updateCompatibility(subject, level);
          }
        };
    try (AvroSerdes contending = new AvroSerdes(contended, "mock")) {
      new SchemaSubjects(contending).register(Topics.DEFAULT);
    }

    assertThat(conflicts).hasValueGreaterThan(1);
    assertThat(contended.getCompatibility("images-value")).isEqualTo("FULL_TRANSITIVE");
  }

  @Test
  void shouldRejectASchemaThatTheRegistryRejectsEachTime() {
    MockSchemaRegistryClient refusing =
        new MockSchemaRegistryClient() {
          @Override
          public int register(String subject, ParsedSchema schema) throws RestClientException {
            throw new RestClientException("incompatible", 409, 0);
          }
        };
    try (AvroSerdes refused = new AvroSerdes(refusing, "mock")) {
      assertThatThrownBy(() -> new SchemaSubjects(refused).register(Topics.DEFAULT))
          .hasMessageContainingAll("SETTING_INVALID", "images-value", "incompatible");
    }
  }

  private static byte[] framed(int id, GenericRecord record) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
    return out.toByteArray();
  }
}
