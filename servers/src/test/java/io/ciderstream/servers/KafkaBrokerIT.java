package io.ciderstream.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerIT {
  @Test
  void shouldKeepTopicsWhenItComesBackOnAnotherPort(@TempDir Path folder) throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(folder, 0, Map.of());
        Admin admin = admin(broker)) {
      admin.createTopics(Set.of(new NewTopic("images", 3, (short) 1))).all().get();
    }
    try (KafkaBroker broker = KafkaBroker.start(folder, 0, Map.of());
        Admin admin = admin(broker)) {
      assertThat(admin.listTopics().names().get()).contains("images");
    }
  }

  private static Admin admin(KafkaBroker broker) {
    return Admin.create(Map.of("bootstrap.servers", broker.address()));
  }
}
