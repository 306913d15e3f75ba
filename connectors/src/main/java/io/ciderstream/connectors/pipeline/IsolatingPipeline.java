package io.ciderstream.connectors.pipeline;

import io.ciderstream.schemas.CiderException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * The last net for what a pipeline did not foresee: applies records, and where that fails in an
 * unexpected way, halves them in their order until the record at fault is alone. That one is tried
 * a few times and then set aside; but if none succeeds, the fault is not a record's, and the
 * failure is passed on. One thread.
 */
public final class IsolatingPipeline {
  private static final int TRIES = 3;

  /** So many records that fail one by one, and none that succeeds: it is no record's fault. */
  private static final int TOO_MANY = 4;

  private final SinkPipeline pipeline;
  private boolean succeeded;
  private int failed;

  public IsolatingPipeline(SinkPipeline pipeline) {
    this.pipeline = pipeline;
  }

  /**
   * Makes all records durable, but for the bad ones.
   *
   * @param bad where records go that are at fault themselves
   * @throws CiderException of kind DEPENDENCY or CONFIGURATION
   */
  public void apply(Collection<SinkRecord> records, Map<SinkRecord, CiderException> bad) {
    succeeded = false;
    failed = 0;
    isolate(new ArrayList<>(records), bad);
  }

  private void isolate(List<SinkRecord> records, Map<SinkRecord, CiderException> bad) {
    RuntimeException failure = tried(records, bad);
    if (failure == null) {
      return;
    }
    if (records.size() > 1) {
      int half = records.size() / 2;
      isolate(records.subList(0, half), bad);
      isolate(records.subList(half, records.size()), bad);
      return;
    }
    for (int tries = 1; tries < TRIES && failure != null; tries++) {
      failure = tried(records, bad);
    }
    if (failure != null) {
      failed++;
      if (failed >= TOO_MANY && !succeeded) {
        throw failure;
      }
      bad.put(records.getFirst(), RecordFaults.unexpected(failure));
    }
  }

  /** Returns the failure, if it is unexpected. */
  private RuntimeException tried(List<SinkRecord> records, Map<SinkRecord, CiderException> bad) {
    // a try that fails may have judged some records too early
    Map<SinkRecord, CiderException> own = new LinkedHashMap<>();
    try {
      pipeline.apply(records, own);
    } catch (CiderException e) {
      switch (e.code().kind()) {
        case INPUT, RECORD -> {
          return e;
        }
        case DEPENDENCY, CONFIGURATION -> throw e;
      }
    } catch (RuntimeException e) {
      return e;
    }
    bad.putAll(own);
    succeeded |= own.size() < records.size();
    return null;
  }
}
