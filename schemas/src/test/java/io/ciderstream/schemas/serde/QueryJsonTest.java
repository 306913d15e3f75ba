package io.ciderstream.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.schemas.avro.Box;
import io.ciderstream.schemas.avro.PartitionOffset;
import io.ciderstream.schemas.avro.Query;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class QueryJsonTest {
  private static final int MAX_BYTES = 3;

  static {
    AvroGuards.install();
  }

  private static Query read(String json) {
    return QueryJson.read(json.getBytes(StandardCharsets.UTF_8), MAX_BYTES);
  }

  private static void assertRefused(String json, String message) {
    assertThatThrownBy(() -> read(json))
        .as(json)
        .hasMessageStartingWith("QUERY_INVALID")
        .hasMessageContaining(message);
  }

  @Test
  void shouldReadEveryFieldOfTheSchema() {
    Query query =
        read(
            """
            {"content": "AQI=", "uri": "u", "image_id": "i", "vector": [1, 0.5], "vector_model": "m",
             "contents": ["AQ==", "Ag=="], "uris": ["a", "b"], "image_ids": ["c"], "combine": "any",
             "region": [0, 0.25, 0.5, 1], "top_k": 3, "offset": 4, "verify": 5, "min_score": -0.5,
             "exclude_self": true, "group_by": "g", "filter": "f",
             "at_least": [{"partition": 1, "offset": 5000000000}], "deadline": 1234}
            """);
    assertThat(query)
        .isEqualTo(
            Query.newBuilder()
                .setContent(ByteBuffer.wrap(new byte[] {1, 2}))
                .setUri("u")
                .setImageId("i")
                .setVector(List.of(1f, 0.5f))
                .setVectorModel("m")
                .setContents(
                    List.of(ByteBuffer.wrap(new byte[] {1}), ByteBuffer.wrap(new byte[] {2})))
                .setUris(List.of("a", "b"))
                .setImageIds(List.of("c"))
                .setCombine("any")
                .setRegion(new Box(0f, 0.25f, 0.5f, 1f, 1f))
                .setTopK(3)
                .setOffset(4)
                .setVerify(5)
                .setMinScore(-0.5f)
                .setExcludeSelf(true)
                .setGroupBy("g")
                .setFilter("f")
                .setAtLeast(List.of(new PartitionOffset(1, 5_000_000_000L)))
                .setDeadline(Instant.ofEpochMilli(1234))
                .build());
  }

  @Test
  void shouldTakeNullForAbsent() {
    for (Schema.Field field : Query.getClassSchema().getFields()) {
      assertThat(read("{\"%s\": null}".formatted(field.name())))
          .as(field.name())
          .isEqualTo(Query.newBuilder().build());
    }
  }

  @Test
  void shouldNameTheFieldThatIsWrong() {
    assertRefused("", "is not a JSON object");
    assertRefused("[1]", "is not a JSON object");
    assertRefused("{", "is not JSON");
    assertRefused("{} {}", "Something follows");
    assertRefused("{\"imageid\": \"x\"}", "There is no field imageid");
    assertRefused("{\"imageid\": null}", "There is no field imageid");
    assertRefused("{\"image_id\": 7}", "image_id is not a text");
    assertRefused("{\"image_id\": \"a\", \"image_id\": \"b\"}", "Duplicate field");
    assertRefused("{\"vector\": \"x\"}", "vector is not a list");
    assertRefused("{\"vector\": []}", "vector is not a list of numbers");
    assertRefused("{\"vector\": [\"x\"]}", "vector is not a number");
    assertRefused("{\"region\": [1, 2]}", "region has 2 numbers");
    assertRefused("{\"top_k\": 1.5}", "top_k is not a whole number");
    assertRefused("{\"offset\": 99999999999}", "offset is not a whole number");
    assertRefused("{\"deadline\": 99999999999999999999}", "deadline is not a whole number");
    assertRefused("{\"min_score\": \"0.5\"}", "min_score is not a number");
    assertRefused("{\"exclude_self\": 1}", "exclude_self is not true or false");
    assertRefused("{\"content\": \"!\"}", "content is not Base64");
    assertRefused("{\"contents\": \"AQ==\"}", "contents is not a list");
    assertRefused("{\"image_ids\": {\"a\": 1}}", "image_ids is not a list");
    assertRefused("{\"image_ids\": [7]}", "image_ids is not a text");
    assertRefused("{\"at_least\": [{\"partition\": \"a\"}]}", "partition is not a whole number");
    assertRefused("{\"at_least\": [{\"part\": 1}]}", "There is no field at_least.part");
    assertRefused("{\"at_least\": [7]}", "at_least is not");
  }

  @Test
  void shouldBoundPicturesAndNumbers() {
    assertRefused(
        "{\"uris\": [%s]}".formatted(String.join(",", java.util.Collections.nCopies(17, "\"u\""))),
        "uris has more than 16 pictures");
    assertThatThrownBy(() -> read("{\"contents\": [\"AQIDBA==\"]}"))
        .hasMessageStartingWith("VALUE_TOO_LARGE")
        .hasMessageContaining("contents has 4 bytes, more than 3");
    String many = String.join(",", java.util.Collections.nCopies(32_769, "1"));
    assertThatThrownBy(() -> read("{\"vector\": [%s]}".formatted(many)))
        .hasMessageStartingWith("VECTOR_INVALID");
    String more = String.join(",", java.util.Collections.nCopies(70_000, "{}"));
    assertRefused("{\"at_least\": [%s]}".formatted(more), "too large or too deep");
  }
}
