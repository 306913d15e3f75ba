package io.ciderstream.schemas.serde;

import io.ciderstream.schemas.FuzzInputs;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class AvroSerdesFuzzTest {
  @Test
  void shouldAcceptOrRejectAnything() throws IOException {
    FuzzInputs.run("avro", 5_000, AvroSerdesFuzz::fuzzerTestOneInput);
  }
}
