package io.ciderstream.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.schemas.RecordPosition;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SentPicturesTest {
  private final SentPictures pictures = new SentPictures();

  private static RecordPosition at(long offset) {
    return new RecordPosition(0, offset);
  }

  @Test
  void shouldForgetWhatIsDone() {
    int many = 1_000_000;
    for (int i = 0; i < many; i++) {
      pictures.acknowledged(at(i), "id-" + i);
      if (i >= 100) {
        pictures.ended(at(i - 100), Optional.empty());
      }
    }
    assertThat(pictures.size()).isEqualTo(100);
    assertThat(pictures.done()).isEqualTo(many - 100);
    assertThat(pictures.isDone()).isFalse();
  }

  @Test
  void shouldTakeAnOutcomeThatComesBeforeTheAcknowledgement() {
    pictures.ended(at(3), Optional.of("FORMAT_UNKNOWN"));
    pictures.ended(at(4), Optional.empty());
    pictures.acknowledged(at(3), "a");
    pictures.acknowledged(at(4), "b");
    assertThat(pictures.isDone()).isTrue();
    assertThat(pictures.done()).isEqualTo(2);
    assertThat(pictures.refused()).isEqualTo(Map.of("a", "FORMAT_UNKNOWN"));
  }

  @Test
  void shouldNotKeepWhatOthersSend() {
    for (int i = 0; i < 1_000; i++) {
      pictures.ended(at(i), Optional.empty());
    }
    pictures.acknowledged(at(1_000), "mine");
    assertThat(pictures.size()).isEqualTo(1);
    pictures.allSent();
    for (int i = 2_000; i < 3_000; i++) {
      pictures.ended(at(i), Optional.empty());
    }
    assertThat(pictures.size()).isEqualTo(1);
    assertThat(pictures.done()).isZero();
  }
}
