package io.ciderstream.connectors.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigTransformer;
import org.junit.jupiter.api.Test;

class WorkerSecretsTest {
  private final WorkerSecrets secrets = new WorkerSecrets();

  @Test
  void shouldPutTheSecretWhereItIsReferredTo() {
    secrets.configure(Map.of("index.password", "hunter2"));
    Map<String, String> sink = Map.of("index.password", WorkerSecrets.reference("index.password"));
    assertThat(new ConfigTransformer(Map.of("cider", secrets)).transform(sink).data())
        .containsEntry("index.password", "hunter2");
  }

  @Test
  void shouldNameTheSecretThatThisWorkerLacks() {
    secrets.configure(Map.of());
    assertThatThrownBy(() -> secrets.get("", Set.of("index.token")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("index.token")
        .hasMessageContaining("give all workers");
  }

  @Test
  void shouldLeaveOtherProvidersInPlace() {
    Map<String, String> worker = new HashMap<>(Map.of("config.providers", "file"));
    WorkerSecrets.addTo(worker, Map.of("index.token", "hunter2"));
    assertThat(worker)
        .containsEntry("config.providers", "file,cider")
        .containsEntry("config.providers.cider.class", WorkerSecrets.class.getName())
        .containsEntry("config.providers.cider.param.index.token", "hunter2");
  }
}
