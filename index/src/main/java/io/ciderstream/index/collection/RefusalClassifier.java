package io.ciderstream.index.collection;

import io.ciderstream.index.calls.RefusedException;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells a wrong setting from a server that still starts. Few of a server's codes do: 2.3 and Milvus
 * Lite refuse an index's parameters with the code for anything unexpected. So what is refused so
 * counts as an outage at first, and as a wrong setting if it is refused again and again. One
 * thread.
 */
public final class RefusalClassifier {
  /** With the sink's pauses in between, some seconds. */
  private static final int ENOUGH = 4;

  /** What genuine servers answer while a part of them starts; Milvus Lite uses it for all. */
  private static final int NOT_READY = 1;

  private final Map<String, Integer> refused = new HashMap<>();

  /**
   * @param what the thing asked for, the same each time
   * @param remedy which settings to change
   * @return SETTING_INVALID, or the refusal itself if it may pass
   */
  public RuntimeException judged(
      String what, RefusedException refusal, ServerVersion version, String remedy) {
    if (!refusal.isParameters()) {
      boolean mayPass = refusal.serverCode() == NOT_READY && !version.lite();
      if (mayPass || refused.merge(what, 1, Integer::sum) < ENOUGH) {
        return refusal;
      }
    }
    return new CiderException(
        ErrorCode.SETTING_INVALID, "%s. %s".formatted(refusal.getMessage(), remedy), refusal);
  }

  /** It was done, so earlier refusals had other causes. */
  public void done(String what) {
    refused.remove(what);
  }
}
