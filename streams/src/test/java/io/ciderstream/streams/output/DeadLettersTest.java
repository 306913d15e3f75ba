package io.ciderstream.streams.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.HeaderNames;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.streams.pending.InputRecord;
import io.ciderstream.streams.pending.OutputRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class DeadLettersTest {
  private static final int MAX_BYTES = OutputCheck.MIN_RECORD_BYTES;
  private static final byte[] KEY = "an-id".getBytes(UTF_8);

  private final FixedTopics topics = new FixedTopics().open("dead", MAX_BYTES);
  private final DeadLetters letters =
      new DeadLetters("images", "dead", topics, () -> Instant.ofEpochMilli(1_000_000));
  private final RecordHeaders headers = new RecordHeaders();

  private OutputRecord letter(byte[] key, byte[] value, String detail) {
    OutputRecord letter =
        letters.of(
            new InputRecord(new RecordPosition(3, 42), 1000, key, value, headers),
            new CiderException(ErrorCode.AVRO_INVALID, detail));
    assertThat(RecordBytes.of(letter)).isLessThanOrEqualTo(MAX_BYTES);
    assertThat(text(letter, HeaderNames.ERROR_CODE)).isEqualTo("AVRO_INVALID");
    assertThat(text(letter, HeaderNames.ERROR_TOPIC)).isEqualTo("images");
    assertThat(text(letter, HeaderNames.ERROR_PARTITION)).isEqualTo("3");
    assertThat(text(letter, HeaderNames.ERROR_OFFSET)).isEqualTo("42");
    return letter;
  }

  private static String text(OutputRecord letter, String name) {
    assertThat(letter.headers().headers(name)).hasSizeLessThan(2);
    var header = letter.headers().lastHeader(name);
    return header == null ? null : new String(header.value(), UTF_8);
  }

  @Test
  void shouldKeepTheRecordAsItCameWhereItFits() {
    headers.add("own", new byte[] {1, 2});
    OutputRecord letter = letter(KEY, new byte[1000], "It is short.");
    assertThat(letter.key()).isEqualTo(KEY);
    assertThat(letter.value()).hasSize(1000);
    assertThat(letter.headers().lastHeader("own").value()).containsExactly(1, 2);
    assertThat(text(letter, HeaderNames.ERROR_CUT)).isNull();
    assertThat(letter(KEY, null, "").value()).isNull();
  }

  @Test
  void shouldCutTheMessageOfAnErrorThatQuotesTheRecord() {
    OutputRecord letter = letter(KEY, new byte[10], "x".repeat(1 << 20));
    assertThat(text(letter, HeaderNames.ERROR_MESSAGE)).hasSize(CiderException.MAX_BRIEF_BYTES);
    assertThat(letter.value()).hasSize(10);
    assertThat(text(letter, HeaderNames.ERROR_CUT)).isNull();
  }

  @Test
  void shouldCutAValueThatWasCompressedOnItsWay() {
    headers.add("own", new byte[] {1, 2});
    byte[] value = new byte[9 << 20];
    Arrays.fill(value, (byte) 7);
    OutputRecord letter = letter(KEY, value, "");
    assertThat(letter.key()).isEqualTo(KEY);
    assertThat(letter.value()).hasSize(64 << 10).containsOnly(7);
    assertThat(letter.headers().lastHeader("own").value()).containsExactly(1, 2);
    assertThat(text(letter, HeaderNames.ERROR_CUT)).isEqualTo("value=9437184");
  }

  @Test
  void shouldCutLongHeadersAndALongKey() {
    headers.add("short", new byte[] {1});
    headers.add("long", new byte[1 << 20]);
    for (int i = 0; i < 1000; i++) {
      headers.add("many" + i, new byte[500]);
    }
    OutputRecord letter = letter(new byte[2 << 20], new byte[100], "");
    assertThat(letter.key()).hasSize(1 << 10);
    assertThat(letter.value()).hasSize(100);
    assertThat(letter.headers().lastHeader("short")).isNotNull();
    assertThat(letter.headers().lastHeader("long")).isNull();
    assertThat(text(letter, HeaderNames.ERROR_CUT)).matches("headers=15\\d{5},key=2097152");
  }

  @Test
  void shouldFitWhateverIsLarge() {
    for (int key : new int[] {5, 100_000, 200_000}) {
      for (int value : new int[] {0, MAX_BYTES - 3000, MAX_BYTES, 2 * MAX_BYTES}) {
        for (int header : new int[] {1, MAX_BYTES - 3000, MAX_BYTES, 2 * MAX_BYTES}) {
          headers.remove("some");
          headers.add("some", new byte[header]);
          OutputRecord letter = letter(new byte[key], new byte[value], "y".repeat(4000));
          assertThat(letter.value()).isNotNull(); // a null would delete the image if sent again
        }
      }
    }
  }

  @Test
  void shouldReplaceTheMarksOfADeadLetterThatWasSentAgain() {
    headers.add(HeaderNames.ERROR_CODE, "URI_REFUSED".getBytes(UTF_8));
    headers.add(HeaderNames.ERROR_OFFSET, "7".getBytes(UTF_8));
    headers.add(HeaderNames.ERROR_CUT, "value=7".getBytes(UTF_8));
    assertThat(text(letter(KEY, new byte[1], ""), HeaderNames.ERROR_CUT)).isNull();
  }

  @Test
  void shouldTakeATimestampThatTheTopicAccepts() {
    topics.with(
        "dead",
        new TopicFacts(
            TopicFacts.Status.OPEN,
            1,
            MAX_BYTES,
            Duration.ofMillis(1000),
            Duration.ofMillis(500),
            false));
    assertThat(letter(KEY, null, "").timestampMs()).isEqualTo(999_500);
    assertThat(topics.acceptedTimestamp("dead", 2_000_000, 1_000_000)).isEqualTo(1_000_250);
    assertThat(topics.acceptedTimestamp("dead", 1_000_100, 1_000_000)).isEqualTo(1_000_100);
    assertThat(topics.acceptedTimestamp("any", Long.MAX_VALUE, 1_000_000))
        .isEqualTo(Long.MAX_VALUE);
    assertThat(topics.acceptedTimestamp("any", 0, 1_000_000)).isZero();
  }

  @Test
  void shouldWaitForItsTopicAndForItsPartition() {
    topics.closed("dead");
    assertThatThrownBy(() -> letter(KEY, null, "")).hasMessageContaining("TOPIC_UNAVAILABLE");
    assertThatThrownBy(() -> topics.requireOpen("some", java.util.OptionalInt.of(2)))
        .hasMessageContaining("has 2 partitions, but partition 2 is needed");
  }
}
