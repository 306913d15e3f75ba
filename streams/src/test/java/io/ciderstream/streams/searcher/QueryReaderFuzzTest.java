package io.ciderstream.streams.searcher;

import io.ciderstream.schemas.FuzzInputs;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class QueryReaderFuzzTest {
  @Test
  void shouldAcceptOrRejectAnything() throws IOException {
    FuzzInputs.run("query", 5_000, QueryReaderFuzz::fuzzerTestOneInput);
  }
}
