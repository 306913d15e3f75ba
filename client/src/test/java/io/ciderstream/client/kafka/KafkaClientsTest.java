package io.ciderstream.client.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class KafkaClientsTest {
  @Test
  void shouldSayInTimeThatNoBrokerAnswersAndWhere() throws IOException {
    String address;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      address = "127.0.0.1:" + socket.getLocalPort();
    }
    KafkaClients kafka = KafkaClients.of(address, "");
    long start = System.nanoTime();
    assertUnavailable(
        () -> kafka.tail(List.of("replies"), Duration.ofMillis(300)),
        "No broker answers at " + address,
        "./cider demo starts one");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void shouldAskAgainForANameWithoutAnAddressThenSayWhich() {
    KafkaClients kafka = KafkaClients.of("no-such-host.invalid:9092", "");
    long start = System.nanoTime();
    assertUnavailable(kafka::admin, "Kafka at no-such-host.invalid:9092", "bootstrap");
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(10));
  }

  private static void assertUnavailable(ThrowingCallable use, String... details) {
    assertThatThrownBy(use)
        .isInstanceOfSatisfying(
            CiderException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BROKER_UNAVAILABLE))
        .hasMessageContainingAll(details)
        .hasMessageContaining("Check kafka.bootstrap");
  }
}
