package io.ciderstream.embedding.sniff;

import io.ciderstream.schemas.FuzzInputs;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class PictureHeaderFuzzTest {
  @Test
  void shouldAcceptOrRejectAnything() throws IOException {
    FuzzInputs.run("sniff", 20_000, PictureHeaderFuzz::fuzzerTestOneInput);
  }
}
