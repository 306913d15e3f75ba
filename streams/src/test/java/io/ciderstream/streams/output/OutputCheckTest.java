package io.ciderstream.streams.output;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OutputCheckTest {
  private final FixedTopics topics = new FixedTopics();
  private final OutputCheck check = new OutputCheck(topics);

  @Test
  void shouldAcceptWhatFits() {
    topics.open("images", 1 << 20).open("dead", 1 << 20);
    assertThatCode(() -> check.requireWritable("dead")).doesNotThrowAnyException();
    assertThatCode(() -> check.requireUncompacted("dead")).doesNotThrowAnyException();
    assertThatCode(() -> check.requireRoomFor("images", "dead")).doesNotThrowAnyException();
    assertThatCode(() -> check.requireExists("images")).doesNotThrowAnyException();
  }

  @Test
  void shouldSayWhatToChange() {
    topics.closed("gone").open("images", 2 << 20).open("dead", 1 << 20).open("tiny", 1000);
    topics.with("forbidden", TopicFacts.closed(TopicFacts.Status.FORBIDDEN));
    topics.with(
        "compacted",
        new TopicFacts(TopicFacts.Status.OPEN, 1, 1 << 20, Duration.ZERO, Duration.ZERO, true));
    assertThatThrownBy(() -> check.requireWritable("gone"))
        .hasMessageContaining("TOPIC_MISMATCH")
        .hasMessageContaining("gone does not exist. Create it, by ./cider topics");
    assertThatThrownBy(() -> check.requireExists("gone")).hasMessageContaining("Create it");
    assertThatThrownBy(() -> check.requireWritable("forbidden"))
        .hasMessageContaining("TOPIC_MISMATCH")
        .hasMessageContaining("Allow its user WRITE and DESCRIBE");
    assertThatThrownBy(() -> check.requireWritable("tiny"))
        .hasMessageContaining("TOPIC_MISMATCH")
        .hasMessageContaining("Set its max.message.bytes to 131072 or more");
    assertThatThrownBy(() -> check.requireRoomFor("images", "dead"))
        .hasMessageContaining("TOPIC_MISMATCH")
        .hasMessageContaining("Set its max.message.bytes to 2097152 or more, as for images");
    assertThatThrownBy(() -> check.requireUncompacted("compacted"))
        .hasMessageContaining("TOPIC_MISMATCH")
        .hasMessageContaining("Set its cleanup.policy to delete");
  }
}
