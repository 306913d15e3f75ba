package io.ciderstream.client.follow;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.schemas.IndexPosition;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProgressSourceTest {
  private final ProgressSource any = new ProgressSource("progress", "photos");
  private final ProgressSource mine = any.of("photos__mine");

  private static byte[] progress(String collection, String model, String topic) {
    return new IndexPosition(
            collection, Optional.ofNullable(model), topic, 0, 9, OptionalLong.of(4))
        .toJson();
  }

  private static boolean takes(ProgressSource source, byte[] value) {
    return source.position(value, "descriptors").isPresent();
  }

  @Test
  void shouldPassOverAnotherModelOfTheSameIndex() {
    assertThat(takes(mine, progress("photos", "photos__mine", "descriptors"))).isTrue();
    assertThat(takes(mine, progress("photos", "photos__other", "descriptors"))).isFalse();
    assertThat(takes(any, progress("photos", "photos__other", "descriptors"))).isTrue();
  }

  @Test
  void shouldTakeRecordsOfEarlierVersionsThatNameNoModel() {
    assertThat(takes(mine, progress("photos", null, "descriptors"))).isTrue();
  }

  @Test
  void shouldPassOverOtherIndexesTopicsAndTombstones() {
    assertThat(takes(mine, progress("others", "photos__mine", "descriptors"))).isFalse();
    assertThat(takes(mine, progress("photos", "photos__mine", "elsewhere"))).isFalse();
    assertThat(takes(mine, null)).isFalse();
  }
}
