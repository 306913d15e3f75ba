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
public record ObservedSteps<C>(BatchWriter.Steps<C, EncodedChange> steps, RequestObserver observer)
    implements BatchWriter.Steps<C, EncodedChange> {
  @Override
  public PreparedChange<EncodedChange> prepare(C change) {
    return steps.prepare(change);
  }

  @Override
  public Map<EncodedChange, CiderException> send(List<EncodedChange> batch) {
    long start = System.nanoTime();
    Map<EncodedChange, CiderException> refused = steps.send(batch);
    int upserts = 0;
    int deletes = 0;
    long bytes = 0;
    for (EncodedChange change : batch) {
      bytes += change.bytes();
      if (!refused.containsKey(change)) {
        if (change instanceof EncodedChange.Upsert) {
          upserts++;
        } else {
          deletes++;
        }
      }
    }
    observer.acknowledged(upserts, deletes, bytes, Duration.ofNanos(System.nanoTime() - start));
    return refused;
  }
}
