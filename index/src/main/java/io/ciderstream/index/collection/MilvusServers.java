package io.ciderstream.index.collection;

import io.ciderstream.index.calls.Failures;
import io.ciderstream.index.calls.MilvusCalls;
import io.ciderstream.index.calls.RefusedException;
import io.ciderstream.index.rows.CollectionPlan;
import io.ciderstream.index.settings.IndexConnection;
import io.ciderstream.schemas.CiderException;

/** Checks of plans and servers before anything is written. */
public final class MilvusServers {
  private MilvusServers() {}

  /**
   * Rejects a plan that no server can carry out. Needs no server.
   *
   * @throws CiderException SETTING_INVALID for an index type or metric that Milvus does not know,
   *     or has not for that kind of vector
   */
  public static void check(CollectionPlan plan) {
    IndexParams.check(plan);
  }

  /**
   * Connects, returns the version of the server, and disconnects.
   *
   * @throws CiderException INDEX_UNAVAILABLE or SETTING_INVALID
   */
  public static String version(IndexConnection connection) {
    try (MilvusCalls calls = new MilvusCalls(connection)) {
      return calls.call("read the version", client -> client.getServerVersion());
    } catch (RefusedException e) {
      throw Failures.unavailable(connection.uri(), "read the version", e.getMessage(), e);
    }
  }
}
