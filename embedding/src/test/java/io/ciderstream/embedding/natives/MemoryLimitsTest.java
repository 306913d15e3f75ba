package io.ciderstream.embedding.natives;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.embedding.decode.PictureEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

/** JavaCPP reads its limits once in a process, so each case runs in its own. */
class MemoryLimitsTest {
  @Test
  void shouldLiftTheLimitsThatFollowTheHeap() throws Exception {
    assertThat(limits("-Xmx32m")).isEqualTo("0 0");
  }

  @Test
  void shouldKeepALimitThatIsSet() throws Exception {
    assertThat(limits("-Xmx32m", "-Dorg.bytedeco.javacpp.maxPhysicalBytes=3g"))
        .isEqualTo("%d 0".formatted(3L << 30));
  }

  private static String limits(String... flags) throws Exception {
    List<String> command =
        new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
    command.addAll(List.of(flags));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Probe.class.getName()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return output.strip();
  }

  /** Begins to use JavaCPP as a program does that embeds or decodes, and prints its limits. */
  static final class Probe {
    private Probe() {}

    public static void main(String[] args) throws Exception {
      Class.forName(PictureEncoder.class.getName());
      System.out.println(Pointer.maxPhysicalBytes() + " " + Pointer.maxBytes());
    }
  }
}
