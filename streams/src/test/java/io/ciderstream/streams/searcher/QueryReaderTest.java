package io.ciderstream.streams.searcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.schemas.avro.Box;
import io.ciderstream.schemas.avro.Query;
import io.ciderstream.schemas.serde.AvroSerdes;
import io.ciderstream.streams.TestRegistry;
import io.ciderstream.streams.pending.InputRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    return read(serdes.encode("queries", query), new RecordHeaders());
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
    assertBlames(query().setVector(List.of(1f, 0f)).setVerify(1), "verify needs a picture");
    assertBlames(query().setImageId("x").setTopK(990).setOffset(11), "offset is 11, where 0 to 10");
    assertBlames(query().setImageId("x").setOffset(-1), "offset is -1");
    assertBlames(query().setImageId("x").setMinScore(1.5f), "min_score is 1.5, where -1 to 1");
    assertBlames(query().setImageId("x").setMinScore(Float.NaN), "min_score is NaN");
    assertBlames(query().setImageId("x").setGroupBy("n".repeat(129)), "group_by has more than 128");
    assertBlames(query().setImageId("x").setCombine("sum"), "combine is 'sum', where mean and any");
    assertBlames(query().setUri("http://a").setExcludeSelf(true), "exclude_self needs image_id");
    assertThat(read(query().setImageId("x").build()).subjects()).containsExactly(indexed("x"));
  }

  private static Question.Subject indexed(String id) {
    return new Question.Subject.Indexed(new ImageId(id));
  }

  @Test
  void shouldReadSeveralPicturesInTheirOrder() {
    ByteBuffer picture = ByteBuffer.wrap(new byte[] {7});
    Question question =
        read(
            query()
                .setImageIds(List.of("a", "b"))
                .setUris(List.of("http://host/c"))
                .setContents(List.of(picture))
                .setCombine("any")
                .build());
    assertThat(question.combination()).isEqualTo(Question.Combination.ANY);
    assertThat(question.subjects().getFirst()).isInstanceOf(Question.Subject.Content.class);
    assertThat(question.subjects().subList(1, 4))
        .containsExactly(
            new Question.Subject.Uri("http://host/c", Optional.empty()),
            indexed("a"),
            indexed("b"));
    assertThat(read(query().setImageIds(List.of("a")).build()).combination())
        .isEqualTo(Question.Combination.MEAN);
    assertBlames(
        query().setImageId("x").setUris(List.of("http://a", "http://b")),
        "1 of content, uri, image_id and vector are set, and 2 pictures are in");
    assertBlames(
        query().setImageIds(Collections.nCopies(17, "x")), "contents, uris and image_ids name 17");
    assertBlames(query().setImageIds(List.of("a", "")), "image_ids is not an image id");
    assertBlames(query().setContents(List.of(ByteBuffer.allocate(0))), "A picture of contents has");
    assertBlames(
        query().setImageIds(List.of("a")).setRegion(new Box(0f, 0f, 1f, 1f, 1f)), "A region needs");
  }

  @Test
  void shouldReadWhichRowsAreMatches() {
    Question question =
        read(
            query()
                .setImageIds(List.of("a", "b"))
                .setOffset(20)
                .setMinScore(0.25f)
                .setGroupBy("shop")
                .setExcludeSelf(true)
                .build());
    assertThat(question.page()).isEqualTo(new Question.Page(20, 5));
    assertThat(question.candidates()).isEqualTo(25);
    assertThat(question.selection())
        .isEqualTo(
            new Question.Selection(
                Optional.empty(), Optional.of(0.25f), Optional.of("shop"), true));
    assertThat(question.excluded()).containsExactlyInAnyOrder(new ImageId("a"), new ImageId("b"));
    assertThat(read(query().setImageId("a").build()).excluded()).isEmpty();
  }

  @Test
  void shouldReadAQueryInJson() {
    Question question =
        value(
            """
            {"image_ids": ["a", "b"], "combine": "any", "top_k": 3, "offset": 2, "min_score": 0.5,
             "exclude_self": true, "group_by": "shop", "filter": null,
             "at_least": [{"partition": 1, "offset": 7}], "deadline": 1893456000000}
            """);
    assertThat(question.subjects()).containsExactly(indexed("a"), indexed("b"));
    assertThat(question.combination()).isEqualTo(Question.Combination.ANY);
    assertThat(question.page()).isEqualTo(new Question.Page(2, 3));
    assertThat(question.selection())
        .isEqualTo(
            new Question.Selection(Optional.empty(), Optional.of(0.5f), Optional.of("shop"), true));
    assertThat(question.atLeast()).containsExactly(new RecordPosition(1, 7));
    assertThat(question.deadline()).hasValue(Instant.ofEpochMilli(1_893_456_000_000L));
    assertThat(value("{\"vector\": [3, 4]}").page()).isEqualTo(new Question.Page(0, 10));
    assertThatThrownBy(() -> value("{\"image_id\": \"a\", \"topk\": 3}"))
        .hasMessageContaining("QUERY_INVALID")
        .hasMessageContaining("There is no field topk");
  }

  private Question value(String json) {
    byte[] value = json.strip().getBytes(StandardCharsets.UTF_8);
    return read(value, new RecordHeaders());
  }

  @Test
  void shouldReadTheParametersOfAPicture() {
    RecordHeaders headers = new RecordHeaders();
    Map.of(
            "top-k", "3",
            "offset", " 6",
            "min-score", "0.5",
            "group-by", "shop",
            "at-least", "0:12, 1:7",
            "offsets-of-another-system", "x")
        .forEach((name, text) -> headers.add(name, text.getBytes(StandardCharsets.UTF_8)));
    Question question = read(new byte[] {7}, headers);
    assertThat(question.page()).isEqualTo(new Question.Page(6, 3));
    assertThat(question.selection().minScore()).hasValue(0.5f);
    assertThat(question.selection().groupBy()).hasValue("shop");
    assertThat(question.atLeast())
        .containsExactly(new RecordPosition(0, 12), new RecordPosition(1, 7));
    for (String wrong : List.of("7", "0:", "0:1:2", "0:x", "-1:2")) {
      assertThatThrownBy(() -> bare("at-least", wrong)).hasMessageContaining("QUERY_INVALID");
    }
    assertThatThrownBy(() -> bare("min-score", "high"))
        .hasMessageContaining("min-score is 'high', which is not a number");
  }

  @Test
  void shouldRefuseParametersThatWouldBeIgnored() {
    for (String name :
        List.of(
            "top_k", "min_score", "exclude-self", "image_ids", "group_by", "combine", "deadline")) {
      assertThatThrownBy(() -> bare(name, "3"))
          .hasMessageContaining("A picture takes no header " + name);
    }
    RecordHeaders headers = new RecordHeaders();
    headers.add("top-k", "3".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> read("{}".getBytes(StandardCharsets.UTF_8), headers))
        .hasMessageContaining("The header top-k is for pictures")
        .hasMessageContaining("the field top_k");
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
    return read(new byte[] {7}, headers);
  }

  private Question read(byte[] value, RecordHeaders headers) {
    return new QueryReader(serdes, "queries")
        .read(new InputRecord(new RecordPosition(0, 0), 0, null, value, headers));
  }
}
