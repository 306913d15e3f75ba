package io.ciderstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void shouldPrintEverySettingWithItsOrigin() {
    assertThat(run("config", "--set", "index.name=mine", "--set", "index.token=hidden-one"))
        .isZero();
    assertThat(out.toString())
        .containsPattern("index\\.name +mine +--set")
        .containsPattern("topics\\.partitions +4 +default")
        .doesNotContain("hidden-one");
  }

  @Test
  void shouldSayInOneSentenceWhichSettingIsWrong() {
    assertThat(run("config", "--set", "index.typo=1")).isEqualTo(1);
    assertThat(err.toString()).startsWith("cider: SETTING_INVALID").contains("index.typo");
    assertThat(err.toString().lines()).hasSize(1);
  }

  @Test
  void shouldRefuseAnUnknownCommandAsWrongUsage() {
    assertThat(run("dance")).isEqualTo(2);
  }

  private int run(String... arguments) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    return line.execute(arguments);
  }
}
