package io.ciderstream.schemas.serde;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.Topics;
import io.ciderstream.schemas.avro.Descriptor;
import io.ciderstream.schemas.avro.Image;
import io.ciderstream.schemas.avro.Query;
import io.ciderstream.schemas.avro.Reply;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * Target of {@code ./cider fuzz avro}: any bytes after the framing give a record that can be
 * written again, or AVRO_INVALID.
 */
public final class AvroSerdesFuzz {
  private static final List<Class<? extends SpecificRecord>> TYPES =
      List.of(Image.class, Descriptor.class, Query.class, Reply.class);
  private static final List<String> TOPICS = List.of("images", "descriptors", "queries", "replies");
  private static final AvroSerdes SERDES =
      new AvroSerdes(new MockSchemaRegistryClient(), "mock://fuzz");

  static {
    new SchemaSubjects(SERDES).register(Topics.DEFAULT);
  }

  private AvroSerdesFuzz() {}

  /** Called by Jazzer before the time runs; what fails here is no finding. */
  public static void fuzzerInitialize() {
    fuzzerTestOneInput(new byte[] {0});
  }

  /** Called by Jazzer. The first byte selects the record's type, and sometimes a wrong schema. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length == 0) {
      return;
    }
    int type = input[0] & 3;
    byte[] value = new byte[input.length + 4];
    value[4] = (byte) ((input[0] & 4) == 0 ? type + 1 : input[0] >> 3);
    System.arraycopy(input, 1, value, 5, input.length - 1);
    try {
      if (AvroSerdes.isFramed(value)) {
        SpecificRecord read = SERDES.decode(TOPICS.get(type), value, TYPES.get(type));
        SERDES.encode(TOPICS.get(type), read);
      }
    } catch (CiderException e) {
      if (e.code() != ErrorCode.AVRO_INVALID) {
        throw e;
      }
    }
  }
}
