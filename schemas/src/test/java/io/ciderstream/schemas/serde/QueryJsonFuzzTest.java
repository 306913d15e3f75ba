package io.ciderstream.schemas.serde;

import io.ciderstream.schemas.FuzzInputs;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class QueryJsonFuzzTest {
  @Test
  void shouldAcceptOrRejectAnything() throws IOException {
    FuzzInputs.run("json", 5_000, QueryJsonFuzz::fuzzerTestOneInput);
  }
}
