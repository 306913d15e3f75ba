package io.ciderstream.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PythonEnvironmentTest {
  @Test
  void shouldPassOverAnOldPython() {
    Map<String, String> minors = Map.of("python3", "9", "python3.12", "12");
    assertThat(PythonEnvironment.python(name -> Optional.ofNullable(minors.get(name))))
        .isEqualTo("python3.12");
  }

  @Test
  void shouldSayWhichPythonIsMissing() {
    assertThatThrownBy(() -> PythonEnvironment.python(name -> Optional.of("9")))
        .hasMessageContaining("No Python of version 3.10 or newer is on the PATH; install one");
    assertThatThrownBy(() -> PythonEnvironment.python(name -> Optional.empty()))
        .hasMessageContaining("install one");
  }
}
