package io.ciderstream.index.rows;

import io.ciderstream.index.settings.BatchLimits;
import io.ciderstream.index.write.BatchWriter;
import io.ciderstream.index.write.PreparedChange;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Collections in this process, for tests, with {@link #setAvailable outages} and {@link #refuse
 * refusals} on demand. Not safe for use by several threads.
 */
public final class InMemoryRows
    implements RowWriter, BatchWriter.Steps<TargetedChange, InMemoryRows.Held> {
  /** A change as it is stored. */
  public record Held(
      Target group, RowKey key, SourceOffset source, Optional<SinkRow> row, long bytes)
      implements PreparedChange<Held> {
    @Override
    public Held encoded() {
      return this;
    }
  }

  private static final long BYTES = 100;

  private final Map<Target, Map<RowKey, Held>> collections = new HashMap<>();
  private final List<Integer> calls = new ArrayList<>();
  private final Set<SourceOffset> refused = new HashSet<>();
  private final Set<Target> checked = new HashSet<>();
  private final BatchWriter<TargetedChange, Held> batches = new BatchWriter<>(this);
  private BatchLimits limits = new BatchLimits(128, 32 << 20);
  private boolean guarded;
  private boolean available = true;

  /** Limits each call from now on. */
  public void setLimits(BatchLimits limits) {
    this.limits = limits;
  }

  /** While true, a change from an older offset changes nothing. */
  public void setGuarded(boolean guarded) {
    this.guarded = guarded;
  }

  /** While false, every call fails with INDEX_UNAVAILABLE and changes nothing. */
  public void setAvailable(boolean available) {
    this.available = available;
  }

  /** The change from this record will be refused. */
  public void refuse(SourceOffset source) {
    refused.add(source);
  }

  /** How many changes each call had that wrote. */
  public List<Integer> calls() {
    return List.copyOf(calls);
  }

  /** What was looked at before the first record. */
  public Set<Target> checked() {
    return Set.copyOf(checked);
  }

  /** A row, if it is there. */
  public Optional<SinkRow> get(Target target, String key) {
    return Optional.ofNullable(rows(target).get(new RowKey.Text(key))).flatMap(Held::row);
  }

  /** How many rows a collection has. */
  public int count(Target target) {
    return rows(target).size();
  }

  @Override
  public void check(Target target) {
    requireAvailable();
    checked.add(target);
  }

  @Override
  public Map<TargetedChange, CiderException> write(List<TargetedChange> changes) {
    requireAvailable();
    return batches.write(changes, limits);
  }

  /** Every change counts as 100 bytes. */
  @Override
  public Held prepare(TargetedChange change) {
    return switch (change.change()) {
      case RowChange.Upsert(SinkRow row, SourceOffset source) ->
          new Held(change.target(), row.key(), source, Optional.of(row), BYTES);
      case RowChange.Delete(RowKey key, SourceOffset source) ->
          new Held(change.target(), key, source, Optional.empty(), BYTES);
    };
  }

  @Override
  public Map<Held, CiderException> send(List<Held> batch) {
    requireAvailable();
    calls.add(batch.size());
    Map<Held, CiderException> errors = new LinkedHashMap<>();
    for (Held held : batch) {
      if (refused.contains(held.source())) {
        errors.put(
            held, new CiderException(ErrorCode.ROW_REFUSED, "Key %s.".formatted(held.key())));
      } else if (!isOutdated(held)) {
        put(held);
      }
    }
    return errors;
  }

  private boolean isOutdated(Held held) {
    Held stored = rows(held.group()).get(held.key());
    return guarded && stored != null && held.source().isBefore(stored.source());
  }

  private void put(Held held) {
    if (held.row().isPresent()) {
      rows(held.group()).put(held.key(), held);
    } else {
      rows(held.group()).remove(held.key());
    }
  }

  @Override
  public long unanswered() {
    return 0;
  }

  @Override
  public void probe() {
    requireAvailable();
  }

  /** Keeps the rows, so that a test may look at them afterwards. */
  @Override
  public void close() {}

  private Map<RowKey, Held> rows(Target target) {
    return collections.computeIfAbsent(target, name -> new LinkedHashMap<>());
  }

  private void requireAvailable() {
    if (!available) {
      throw new CiderException(ErrorCode.INDEX_UNAVAILABLE, "The outage is simulated.");
    }
  }
}
