package io.ciderstream.console.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.schemas.RecordPosition;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PositionMapTest {
  private static final int MANY = 20_000;

  private final PositionMap map = new PositionMap();

  @Test
  void shouldKeepTheLatestPlaceOfManyIds() {
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < MANY; i++) {
        map.put(
            "id-" + i, new RecordPosition(i % 7, i + (long) round), new RecordPosition(3, 2L * i));
      }
    }
    assertThat(map.live()).isEqualTo(MANY);
    for (int i = 0; i < MANY; i++) {
      assertThat(map.get("id-" + i))
          .contains(
              new ImageLocation(
                  Optional.of(new RecordPosition(i % 7, i + 1L)), new RecordPosition(3, 2L * i)));
    }
    assertThat(map.get("id-" + MANY)).isEmpty();
  }

  @Test
  void shouldRememberDeletionsAndCountTheRest() {
    map.put("a", new RecordPosition(0, 1), new RecordPosition(0, 1));
    map.put("b", new RecordPosition(0, 2), new RecordPosition(0, 2));
    map.put("a", null, new RecordPosition(0, 3));
    map.put("a", null, new RecordPosition(0, 4));
    map.put("never", null, new RecordPosition(0, 5));
    assertThat(map.live()).isEqualTo(1);
    assertThat(map.get("a"))
        .contains(new ImageLocation(Optional.empty(), new RecordPosition(0, 4)));
    map.put("a", new RecordPosition(0, 6), new RecordPosition(0, 6));
    assertThat(map.live()).isEqualTo(2);
  }

  @Test
  void shouldHoldLargePositions() {
    RecordPosition large = new RecordPosition((1 << 19) - 1, (1L << 44) - 1);
    map.put("x", large, large);
    assertThat(map.get("x").orElseThrow().source()).contains(large);
    assertThat(RecordPosition.parse(large.toString())).isEqualTo(large);
  }
}
