package io.ciderstream.index.write;

import io.ciderstream.index.RequestObserver;
import io.ciderstream.schemas.CiderException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Notifies an observer of each batch that was sent.
 *
 * @param <C> a change
 */
public record ObservedSteps<C>(BatchWriter.Steps<C> steps, RequestObserver observer)
    implements BatchWriter.Steps<C> {
  @Override
  public PreparedChange prepare(C change) {
    return steps.prepare(change);
  }

  @Override
  public Map<PreparedChange, CiderException> send(List<PreparedChange> batch) {
    long start = System.nanoTime();
    Map<PreparedChange, CiderException> refused = steps.send(batch);
    int upserts = 0;
    int deletes = 0;
    long bytes = 0;
    for (PreparedChange change : batch) {
      bytes += change.bytes();
      if (!refused.containsKey(change)) {
        switch ((EncodedChange) change) {
          case EncodedChange.Upsert upsert -> upserts++;
          case EncodedChange.Delete delete -> deletes++;
        }
      }
    }
    observer.acknowledged(upserts, deletes, bytes, Duration.ofNanos(System.nanoTime() - start));
    return refused;
  }
}
