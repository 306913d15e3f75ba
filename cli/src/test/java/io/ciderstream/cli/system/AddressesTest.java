package io.ciderstream.cli.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.cli.settings.Settings;
import io.ciderstream.index.settings.IndexSettings;
import io.ciderstream.schemas.settings.KafkaSettings;
import io.ciderstream.schemas.settings.Setting;
import io.ciderstream.servers.PortTakenException;
import io.ciderstream.servers.ServerException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AddressesTest {
  @Test
  void shouldReadThePortsOfThisMachine() {
    assertThat(
            addresses(
                Map.of(
                    "kafka.bootstrap", "localhost:9092",
                    "registry.url", "http://127.0.0.1:8081",
                    "index.uri", "http://localhost:19530")))
        .isEqualTo(new Addresses(9092, 8081, 19_530));
  }

  @Test
  void shouldRejectTheServerOfAnotherMachine() {
    for (String address : new String[] {"broker:9092", "127.0.0.1", "a:1,b:2"}) {
      assertThatThrownBy(() -> addresses(Map.of("kafka.bootstrap", address)))
          .hasMessageStartingWith("SETTING_INVALID")
          .hasMessageContaining("kafka.bootstrap=kafka://" + address);
    }
  }

  @Test
  void shouldNameTheSettingWhoseServersPortIsTaken() {
    for (Setting<String> setting :
        List.of(KafkaSettings.BOOTSTRAP, KafkaSettings.REGISTRY_URL, IndexSettings.URI)) {
      assertThatThrownBy(
              () ->
                  Addresses.start(
                      setting,
                      () -> {
                        throw new PortTakenException(1, "the server", null);
                      }))
          .isInstanceOf(ServerException.class)
          .hasMessageContaining("Port 1 for the server is")
          .hasMessageEndingWith("Set %s.", setting.name());
    }
  }

  private static Addresses addresses(Map<String, String> given) {
    return Addresses.of(new Settings(given, Map.of()));
  }
}
