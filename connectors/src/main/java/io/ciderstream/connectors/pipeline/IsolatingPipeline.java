package io.ciderstream.connectors.pipeline;

import io.ciderstream.index.RecordFaults;
import io.ciderstream.schemas.CiderException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Isolates records that fail in a way that the pipeline does not handle. Applies the records, and
 * if that fails unexpectedly, applies them in halves, in order, until the failing record is alone.
 * That record is retried a few times and then skipped. If no record succeeds, the cause is not a
 * record, and the failure is thrown. One thread.
 */
public final class IsolatingPipeline {
  private static final int MAX_TRIES = 3;

  /** After so many records failed alone and none succeeded, the cause is not a record. */
  private static final int MAX_FAILURES_WITHOUT_SUCCESS = 4;

  private final SinkPipeline pipeline;
  private boolean succeeded;
  private int failed;

  public IsolatingPipeline(SinkPipeline pipeline) {
    this.pipeline = pipeline;
  }

  /**
   * Writes all records durably except the bad ones.
   *
   * @param bad receives the records that cannot be written, with the reason
   * @throws CiderException of kind DEPENDENCY or CONFIGURATION
   */
  public void process(Collection<SinkRecord> records, Map<SinkRecord, CiderException> bad) {
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
    for (int tries = 1; tries < MAX_TRIES && failure != null; tries++) {
      failure = tried(records, bad);
    }
    if (failure != null) {
      failed++;
      if (failed >= MAX_FAILURES_WITHOUT_SUCCESS && !succeeded) {
        throw failure;
      }
      bad.put(records.get(0), RecordFaults.unexpected(failure));
    }
  }

  /** Returns the failure if it is unexpected, and null otherwise. */
  private RuntimeException tried(List<SinkRecord> records, Map<SinkRecord, CiderException> bad) {
    // a try that fails may have rejected some records too early
    Map<SinkRecord, CiderException> own = new LinkedHashMap<>();
    try {
      pipeline.process(records, own);
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
