package io.ciderstream.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.schemas.avro.Match;
import io.ciderstream.schemas.avro.Reply;
import io.ciderstream.schemas.avro.Status;
import io.ciderstream.schemas.avro.Verification;
import io.ciderstream.schemas.serde.AvroGuards;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplyTextTest {
  static {
    AvroGuards.install();
  }

  private static Reply reply(Status status, String error) {
    return Reply.newBuilder()
        .setStatus(status)
        .setErrorMessage(error)
        .setMatches(List.of())
        .setTimings(Map.of())
        .build();
  }

  @Test
  void shouldSayWhyThereIsNoAnswer() {
    assertThat(ReplyText.of(reply(Status.INVALID, "PICTURE_CORRUPT: it is cut")))
        .isEqualTo("INVALID PICTURE_CORRUPT: it is cut");
  }

  @Test
  void shouldNameTheSettingsThatCanPreventTheError() {
    Reply reply =
        Reply.newBuilder(
                reply(Status.UNAVAILABLE, "MODEL_MISMATCH: it is of another model (index.name)."))
            .setErrorCode("MODEL_MISMATCH")
            .build();
    assertThat(ReplyText.of(reply))
        .isEqualTo(
            "UNAVAILABLE MODEL_MISMATCH: it is of another model (index.name). Settings: data.dir,"
                + " model.file, model.next.file.");
  }

  @Test
  void shouldShowTheInliersOfMatchesThatWereVerified() {
    Match plain = Match.newBuilder().setImageId("a").setScore(0.5f).build();
    Match same =
        Match.newBuilder(plain).setVerification(new Verification(87, true, null, null)).build();
    Match other =
        Match.newBuilder(plain).setVerification(new Verification(3, false, null, null)).build();
    Reply reply = reply(Status.OK, null);
    assertThat(ReplyText.of(Reply.newBuilder(reply).setMatches(List.of(plain)).build()))
        .doesNotContain("inliers");
    assertThat(
            ReplyText.of(Reply.newBuilder(reply).setMatches(List.of(same, other, plain)).build())
                .lines())
        .satisfiesExactly(
            head -> assertThat(head).matches("rank +score +inliers +image +size +metadata *"),
            first -> assertThat(first).matches("1 +0.5000 +87 verified +a +0x0 *"),
            second -> assertThat(second).matches("2 +0.5000 +3 +a +0x0 *"),
            third -> assertThat(third).matches("3 +0.5000 +a +0x0 *"),
            end -> assertThat(end).startsWith("answered in"));
  }

  @Test
  void shouldCountRanksOfAPageOnAndSayWhichPictureAMatchIsLike() {
    Match first = Match.newBuilder().setImageId("a").setScore(0.5f).setQueryIndex(1).build();
    Match second = Match.newBuilder().setImageId("b").setScore(0.4f).build();
    Reply reply =
        Reply.newBuilder(reply(Status.OK, null)).setMatches(List.of(first, second)).build();
    assertThat(ReplyText.of(reply, 20).lines())
        .satisfiesExactly(
            head -> assertThat(head).matches("rank +score +picture +image +size +metadata *"),
            line -> assertThat(line).matches("21 +0.5000 +2 +a +0x0 *"),
            line -> assertThat(line).matches("22 +0.4000 +b +0x0 *"),
            end -> assertThat(end).startsWith("answered in"));
  }

  @Test
  void shouldSayThatNothingMatches() {
    assertThat(ReplyText.of(reply(Status.OK, null))).startsWith("no matches: the index is empty");
  }
}
