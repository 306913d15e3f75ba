package io.ciderstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "PT0S, 0 s",
    "PT0.0000001S, 1 µs",
    "PT0.00025S, 250 µs",
    "PT0.25S, 250 ms",
    "PT0.9S, 900 ms",
    "PT0.978S, 1 s",
    "PT1.5S, 1.5 s",
    "PT9.978346782S, 10 s",
    "PT9.94S, 9.9 s",
    "PT10S, 10 s",
    "PT30.4S, 30 s",
    "PT59.97S, 1 min",
    "PT1M30S, 1 min 30 s",
    "PT59M59.9S, 1 h",
    "PT2H5M7S, 2 h 5 min",
    "PT168H, 7 d",
    "PT25H, 1 d 1 h",
    "PT-0.25S, -250 ms"
  })
  void shouldWriteDurationsAsPeopleDo(Duration duration, String text) {
    assertThat(Durations.text(duration)).isEqualTo(text);
  }
}
