package io.ciderstream.index.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.index.Samples;
import io.ciderstream.index.calls.MilvusCalls;
import io.ciderstream.index.settings.IndexOptions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DescriptorCollectionsTest {
  private final IndexOptions options =
      Samples.options("http://127.0.0.1:1", "photos", Duration.ofSeconds(1));
  private final DescriptorCollections collections =
      new DescriptorCollections(new MilvusCalls(options.connection()), options);

  @Test
  void shouldSortRowsByModel() {
    assertThat(collections.target("0123456789ab").collection()).isEqualTo("photos__0123456789ab");
    assertThat(collections.target("ff").collection()).isEqualTo("photos__ff");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a-b", "a__b ", "0123456789012345678901234567890123"})
  void shouldRefuseAModelHashThatIsNoPartOfAName(String hash) {
    assertThatThrownBy(() -> collections.target(hash)).hasMessageContaining("METADATA_INVALID");
  }
}
