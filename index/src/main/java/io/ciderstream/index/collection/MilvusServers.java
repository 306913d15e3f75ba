package io.ciderstream.index.collection;

import io.ciderstream.index.calls.Failures;
import io.ciderstream.index.calls.MilvusCalls;
import io.ciderstream.index.calls.RefusedException;
import io.ciderstream.index.rows.CollectionPlan;
import io.ciderstream.index.settings.IndexConnection;
import io.ciderstream.schemas.CiderException;

/** Questions to a server as such. */
public final class MilvusServers {
  private MilvusServers() {}

  /**
   * Looks at what no server could do, without one.
   *
   * @throws CiderException SETTING_INVALID for an index type or metric that Milvus does not know,
   *     or has not for that kind of vector
   */
  public static void check(CollectionPlan plan) {
    IndexParams.check(plan);
  }

  /**
   * Connects, asks for the version, and disconnects.
   *
   * @throws CiderException INDEX_UNAVAILABLE or SETTING_INVALID
   */
  public static String version(IndexConnection connection) {
    try (MilvusCalls calls = new MilvusCalls(connection)) {
      return calls.call("ask for the version", client -> client.getServerVersion());
    } catch (RefusedException e) {
      throw Failures.unavailable(connection.uri(), "ask for the version", e.getMessage(), e);
    }
  }
}
