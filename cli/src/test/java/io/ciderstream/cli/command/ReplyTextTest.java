package io.ciderstream.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.schemas.avro.Reply;
import io.ciderstream.schemas.avro.Status;
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
                + " model.file.");
  }

  @Test
  void shouldSayThatNothingMatches() {
    assertThat(ReplyText.of(reply(Status.OK, null))).startsWith("no matches: the index is empty");
  }
}
