package io.ciderstream.embedding.infer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessorTest {
  @TempDir private Path folder;

  @Test
  void shouldFindVnniAndTheDotProduct() throws IOException {
    assertThat(found("flags\t\t: fpu sse2 avx2 avx512f avx512_vnni avx_vnni"))
        .contains("avx512_vnni");
    assertThat(found("flags\t\t: fpu sse2 avx2 avx_vnni")).contains("avx_vnni");
    assertThat(found("Features\t: fp asimd crc32 asimddp")).contains("asimddp");
  }

  @Test
  void shouldFindNothingElse() throws IOException {
    assertThat(found("flags\t\t: fpu sse2 avx2 avx512f avx512bw")).isEmpty();
    assertThat(found("Features\t: fp asimd crc32")).isEmpty();
    assertThat(found("vendor_id\t: avx512_vnni")).isEmpty();
    assertThat(Processor.of("Windows 11", "amd64", folder.resolve("none")).int8Instructions())
        .isEmpty();
  }

  @Test
  void shouldKnowApplesProcessors() {
    assertThat(Processor.of("Mac OS X", "aarch64", folder.resolve("none")).int8Instructions())
        .contains("asimddp");
    assertThat(Processor.of("Mac OS X", "x86_64", folder.resolve("none")).int8Instructions())
        .isEmpty();
  }

  private Optional<String> found(String line) throws IOException {
    Path cpuinfo = folder.resolve("cpuinfo");
    Files.writeString(cpuinfo, "processor\t: 0\n" + line + "\n");
    return Processor.of("Linux", "amd64", cpuinfo).int8Instructions();
  }
}
