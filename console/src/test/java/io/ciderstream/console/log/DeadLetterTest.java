package io.ciderstream.console.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.schemas.RecordPosition;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class DeadLetterTest {
  private final ConsumerRecord<byte[], byte[]> letter =
      new ConsumerRecord<>("descriptors.dead-letters", 1, 5, utf8("id"), new byte[3]);

  @Test
  void shouldReadWhatKafkaConnectSaysOfADescriptor() {
    add("cider.source.offset", "77");
    add("__connect.errors.topic", "descriptors");
    add("__connect.errors.partition", "2");
    add("__connect.errors.offset", "9");
    add(
        "__connect.errors.exception.message",
        "Record descriptors-2@9 with key A: b: ROW_REFUSED: Milvus rejected the row. Key id: no.");
    DeadLetter read = DeadLetter.of(letter);
    assertThat(read.code()).isEqualTo("ROW_REFUSED");
    assertThat(read.message()).contains("Milvus rejected");
    assertThat(read.sourceTopic()).isEqualTo("descriptors");
    assertThat(read.source()).isEqualTo(new RecordPosition(2, 9));
    assertThat(read.image()).isEqualTo(new RecordPosition(2, 77));
  }

  @Test
  void shouldReadALetterOfWhichLittleIsKnown() {
    add("__connect.errors.topic", "descriptors");
    DeadLetter read = DeadLetter.of(letter);
    assertThat(read.code()).isEmpty();
    assertThat(read.source()).isNull();
    assertThat(read.image()).isNull();
  }

  private void add(String name, String value) {
    letter.headers().add(name, utf8(value));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
