package io.ciderstream.cli.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.cli.settings.Settings;
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

  private static Addresses addresses(Map<String, String> given) {
    return Addresses.of(new Settings(given, Map.of()));
  }
}
