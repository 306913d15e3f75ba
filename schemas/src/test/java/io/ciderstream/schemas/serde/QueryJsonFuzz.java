package io.ciderstream.schemas.serde;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorKind;
import io.ciderstream.schemas.avro.Query;
import java.io.IOException;

/**
 * Target of {@code ./cider fuzz json}: any JSON gives a query that can be written as Avro, or an
 * input error.
 */
public final class QueryJsonFuzz {
  private static final int MAX_BYTES = 1 << 20;

  private QueryJsonFuzz() {}

  /** Called by Jazzer. */
  public static void fuzzerTestOneInput(byte[] body) throws IOException {
    try {
      Query query = QueryJson.read(body, MAX_BYTES);
      Query.getEncoder().encode(query);
    } catch (CiderException e) {
      if (e.code().kind() != ErrorKind.INPUT) {
        throw e;
      }
    }
  }
}
