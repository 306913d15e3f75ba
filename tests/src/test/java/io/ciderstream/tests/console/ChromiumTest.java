package io.ciderstream.tests.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChromiumTest {
  @Test
  void shouldUnpackBothProgramsWhereTheMachineLacksOnlyTheDriver() {
    assertThat(Chromium.packages(List.of("chromium-driver")))
        .containsExactly("chromium", "chromium-common", "chromium-driver");
  }

  @Test
  void shouldUnpackWhatBothNeed() {
    assertThat(Chromium.packages(List.of("libnss3", "chromium", "chromium-driver")))
        .containsExactly("chromium", "chromium-common", "chromium-driver", "libnss3");
  }

  @Test
  void shouldUseTheMachinesProgramsOnlyIfTheirVersionsAgree() {
    assertThat(Chromium.versionsMatch(Optional.of("144"), Optional.of("144"))).isTrue();
    assertThat(Chromium.versionsMatch(Optional.of("144"), Optional.of("143"))).isFalse();
    assertThat(Chromium.versionsMatch(Optional.of("144"), Optional.empty())).isFalse();
    assertThat(Chromium.versionsMatch(Optional.empty(), Optional.empty())).isFalse();
  }
}
