package io.ciderstream.connectors.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdvertisedHostTest {
  @Test
  void shouldBeTheListenersOwn() {
    assertThat(AdvertisedHost.of("http://connect-1:8083", "advertised.host"))
        .isEqualTo("connect-1");
    assertThat(AdvertisedHost.of("https://10.0.0.7:8443, http://127.0.0.1:8083", "advertised.host"))
        .isEqualTo("10.0.0.7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://0.0.0.0:8083", "http://[::]:8083", "http://:8083"})
  void shouldBeThisMachinesWhereAListenerStandsForAllAddresses(String listener) {
    assertThat(AdvertisedHost.of(listener, "advertised.host"))
        .isNotEmpty()
        .doesNotContain("0.0.0.0", "::");
  }
}
