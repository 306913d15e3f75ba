package io.ciderstream.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ciderstream.schemas.avro.Box;
import io.ciderstream.schemas.avro.Match;
import io.ciderstream.schemas.avro.Reply;
import io.ciderstream.schemas.avro.Status;
import io.ciderstream.schemas.avro.Verification;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplyJsonTest {
  static {
    AvroGuards.install();
  }

  @Test
  void shouldUseTheSchemasNamesAndPlainValues() throws Exception {
    Match match =
        Match.newBuilder()
            .setImageId("a\"b")
            .setScore(0.5f)
            .setMetadata(Map.of("place", "Lille", "shelf", 7L, "price", 1.5, "sold", false))
            .setCapturedAt(Instant.ofEpochMilli(1234))
            .setVerification(new Verification(31, true, new Box(0f, 0f, 0.5f, 1f, 1f), null))
            .build();
    Reply reply =
        Reply.newBuilder().setReplyId("r").setStatus(Status.OK).setMatches(List.of(match)).build();

    JsonNode json = new ObjectMapper().readTree(ReplyJson.encode(reply));

    assertThat(json.get("reply_id").asText()).isEqualTo("r");
    assertThat(json.get("status").asText()).isEqualTo("OK");
    assertThat(json.get("error_code").isNull()).isTrue();
    JsonNode first = json.get("matches").get(0);
    assertThat(first.get("image_id").asText()).isEqualTo("a\"b");
    assertThat(first.get("score").floatValue()).isEqualTo(0.5f);
    assertThat(first.get("metadata").get("place").asText()).isEqualTo("Lille");
    assertThat(first.get("metadata").get("shelf").longValue()).isEqualTo(7);
    assertThat(first.get("metadata").get("sold").isBoolean()).isTrue();
    assertThat(first.get("captured_at").longValue()).isEqualTo(1234);
    assertThat(first.get("source").get("partition").intValue()).isEqualTo(-1);
    JsonNode verification = first.get("verification");
    assertThat(verification.get("inliers").intValue()).isEqualTo(31);
    assertThat(verification.get("verified").booleanValue()).isTrue();
    assertThat(verification.get("query_box").get("x2").floatValue()).isEqualTo(0.5f);
    assertThat(verification.get("box").isNull()).isTrue();
  }
}
