package io.ciderstream.streams.output;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.streams.runtime.TopicCheck;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

class TopicReaderTest {
  @Test
  void shouldNameTheSettingOfBrokersThatDoNotAnswer() {
    Admin closed = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:1"));
    closed.close();
    assertThatThrownBy(() -> new TopicReader(1).read(closed, List.of("images")))
        .hasMessageContainingAll("BROKER_UNAVAILABLE", "images", "kafka.bootstrap");
    assertThatThrownBy(() -> new TopicCheck(closed).partitions(List.of("images")))
        .hasMessageContainingAll("BROKER_UNAVAILABLE", "images", "kafka.bootstrap");
  }
}
