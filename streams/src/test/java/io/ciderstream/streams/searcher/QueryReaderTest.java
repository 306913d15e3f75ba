package io.ciderstream.streams.searcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.schemas.avro.Query;
import io.ciderstream.schemas.serde.AvroSerdes;
import io.ciderstream.streams.TestRegistry;
import io.ciderstream.streams.pending.InputRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QueryReaderTest {
  private TestRegistry registry;
  private AvroSerdes serdes;

  @BeforeEach
  void start() throws IOException {
    registry = new TestRegistry();
    serdes = new AvroSerdes(registry.url());
  }

  @AfterEach
  void stop() {
    serdes.close();
    registry.close();
  }

  private Question read(Query query) {
    return new QueryReader(serdes, "queries")
        .read(
            new InputRecord(
                new RecordPosition(0, 0),
                0,
                null,
                serdes.encode("queries", query),
                new RecordHeaders()));
  }

  private static Query.Builder query() {
    return Query.newBuilder().setTopK(5).setAtLeast(List.of());
  }

  private void assertBlames(Query.Builder query, String field) {
    assertThatThrownBy(() -> read(query.build()))
        .isInstanceOfSatisfying(
            CiderException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.QUERY_INVALID);
              assertThat(e.detail()).startsWith(field);
            });
  }

  @Test
  void shouldBlameTheFieldThatIsWrong() {
    assertBlames(query().setImageId(""), "image_id is not an image id");
    assertBlames(query().setImageId("a\u0001b"), "image_id is not an image id");
    assertBlames(query().setImageId("x".repeat(513)), "image_id is not an image id");
    assertBlames(query().setContent(ByteBuffer.allocate(0)), "content has no bytes");
    assertBlames(query(), "0 of content, uri, image_id and vector are set");
    assertBlames(query().setImageId("x").setTopK(0), "top_k is 0, where 1 to 1000");
    assertBlames(query().setImageId("x").setVerify(201), "verify is 201, where 0 to 200");
    assertBlames(query().setImageId("x").setVerify(-1), "verify is -1, where 0 to 200");
    assertBlames(query().setVector(List.of(1f, 0f)).setVerify(1), "verify needs content");
    assertThat(read(query().setImageId("x").build()).subject())
        .isEqualTo(new Question.Subject.Indexed(new ImageId("x")));
  }

  @Test
  void shouldReadHowManyAreVerified() {
    assertThat(read(query().setImageId("x").build()).verify()).isZero();
    Question many = read(query().setImageId("x").setVerify(50).build());
    assertThat(many.verify()).isEqualTo(50);
    assertThat(many.candidates()).isEqualTo(50);
    assertThat(read(query().setImageId("x").setTopK(90).setVerify(50).build()).candidates())
        .isEqualTo(90);
    assertThat(bare("verify", "20").verify()).isEqualTo(20);
    assertThatThrownBy(() -> bare("verify", "many"))
        .hasMessageContaining("verify is 'many', which is not a number");
  }

  private Question bare(String header, String value) {
    RecordHeaders headers = new RecordHeaders();
    headers.add(header, value.getBytes(StandardCharsets.UTF_8));
    return new QueryReader(serdes, "queries")
        .read(new InputRecord(new RecordPosition(0, 0), 0, null, new byte[] {7}, headers));
  }
}
