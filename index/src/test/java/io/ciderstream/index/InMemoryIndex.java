package io.ciderstream.index;

import static java.util.Comparator.comparingDouble;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.schemas.ReservedIds;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * An index in this process, for tests: exhaustive cosine search, and {@link #setAvailable outages}
 * on demand. It knows one kind of filter, {@code metadata["name"] == "text"}, and refuses all
 * others. Safe for use by several threads.
 */
public final class InMemoryIndex
    implements DescriptorWriter, DescriptorSearch, DescriptorScan, DescriptorSample {
  private static final Pattern FILTER =
      Pattern.compile("\\s*metadata\\[\"([^\"]+)\"]\\s*==\\s*\"([^\"]*)\"\\s*");

  private final Map<ImageId, Row> rows = new HashMap<>();
  private final Map<ImageId, RuntimeException> refusals = new HashMap<>();
  private WritePermit permit = WritePermit.ALWAYS;
  private Optional<Map<ImageId, Row>> lagging = Optional.empty();
  private boolean available = true;
  private boolean mute;
  private boolean old;
  private long unanswered;

  /** While false, every call fails with INDEX_UNAVAILABLE and changes nothing. */
  public synchronized void setAvailable(boolean available) {
    this.available = available;
  }

  /** Asked before each change from now on. */
  public synchronized void setPermit(WritePermit permit) {
    this.permit = permit;
  }

  /** While true, changes are carried out, but their calls fail as if the answer was lost. */
  public synchronized void setMute(boolean mute) {
    this.mute = mute;
  }

  /** While true, it was created before there were local features. */
  public synchronized void setOld(boolean old) {
    this.old = old;
  }

  /** Every change of this id is refused with this error; a CiderException is returned. */
  public synchronized void refuse(String id, RuntimeException error) {
    refusals.put(new ImageId(id), error);
  }

  /** While true, bounded reads see the rows as they are now, whatever is applied. */
  public synchronized void setLagging(boolean lagging) {
    this.lagging = lagging ? Optional.of(Map.copyOf(rows)) : Optional.empty();
  }

  private Map<ImageId, Row> rows(Consistency consistency) {
    return consistency.waits() ? rows : lagging.orElse(rows);
  }

  @Override
  public synchronized Map<Change, CiderException> write(List<Change> changes) {
    requireAvailable();
    permit.require();
    Map<Change, CiderException> refused = change(changes);
    if (mute) {
      unanswered++;
      throw new CiderException(ErrorCode.INDEX_UNAVAILABLE, "It does not answer.");
    }
    return refused;
  }

  private Map<Change, CiderException> change(List<Change> changes) {
    Map<Change, CiderException> refused = new IdentityHashMap<>();
    Map<ImageId, Deque<Change>> byId = new LinkedHashMap<>();
    changes.forEach(
        change -> byId.computeIfAbsent(change.id(), id -> new ArrayDeque<>()).push(change));
    for (Deque<Change> newestFirst : byId.values()) {
      while (!newestFirst.isEmpty() && isRefused(newestFirst.pop(), refused)) {
        // the change before it counts
      }
    }
    return refused;
  }

  private boolean isRefused(Change change, Map<Change, CiderException> refused) {
    try {
      change(change);
      return false;
    } catch (CiderException e) {
      refused.put(change, e);
      return true;
    }
  }

  private void change(Change change) {
    if (refusals.containsKey(change.id())) {
      throw refusals.get(change.id());
    }
    switch (change) {
      case Change.Upsert(Row row) -> {
        Integer dimension = dimension();
        Vectors.check(
            "The row " + row.id(),
            row.vector(),
            dimension == null ? row.vector().length : dimension);
        rows.put(row.id(), row);
      }
      case Change.Delete delete -> rows.remove(delete.id());
    }
  }

  @Override
  public synchronized List<Match> search(SearchRequest request) {
    requireAvailable();
    Predicate<Row> filter = request.filter().map(InMemoryIndex::predicate).orElse(row -> true);
    if (rows.isEmpty()) {
      return List.of();
    }
    Vectors.check("The query", request.vector(), dimension());
    if (request.localFeatures() > 0 && old) {
      throw new CiderException(ErrorCode.QUERY_INVALID, "It has no local features.");
    }
    List<Match> matches =
        rows(request.consistency()).values().stream()
            .filter(filter)
            .map(row -> new Match(row, Vectors.cosine(request.vector(), row.vector())))
            .sorted(comparingDouble(match -> -match.score()))
            .limit(request.topK())
            .toList();
    return IntStream.range(0, matches.size())
        .mapToObj(place -> shown(matches.get(place), place < request.localFeatures()))
        .toList();
  }

  /** Returns the match as a search gives it: without its vector. */
  private static Match shown(Match match, boolean localFeatures) {
    Row row = match.row();
    return new Match(
        new Row(
            row.id(),
            new float[0],
            row.model(),
            row.metadata(),
            row.picture(),
            row.source(),
            localFeatures ? row.localFeatures() : new byte[0]),
        match.score());
  }

  @Override
  public Consistency now() {
    return Consistency.STRONG;
  }

  @Override
  public synchronized Optional<Row> get(ImageId id, Consistency consistency) {
    requireAvailable();
    return Optional.ofNullable(rows(consistency).get(id));
  }

  @Override
  public synchronized boolean passes(ImageId id, Optional<String> filter, Consistency consistency) {
    return get(id, consistency)
        .filter(row -> filter.map(InMemoryIndex::predicate).orElse(any -> true).test(row))
        .isPresent();
  }

  @Override
  public synchronized OptionalLong reached(RecordPosition position) {
    requireAvailable();
    return rows.values().stream()
        .map(Row::source)
        .filter(source -> !source.position().isBefore(position))
        .filter(source -> source.partition() == position.partition())
        .mapToLong(SourcePosition::offset)
        .max();
  }

  @Override
  public synchronized long count() {
    requireAvailable();
    return rows.size();
  }

  @Override
  public void scan(Consumer<Row> sink) {
    List<Row> snapshot;
    synchronized (this) {
      requireAvailable();
      snapshot = List.copyOf(rows.values());
    }
    snapshot.forEach(sink);
  }

  @Override
  public List<Row> sample(int count, RandomGenerator random) {
    List<Row> all = new ArrayList<>();
    scan(all::add);
    all.removeIf(row -> ReservedIds.isReserved(row.id().value()));
    Collections.shuffle(all, Random.from(random));
    return all.subList(0, Math.min(count, all.size()));
  }

  @Override
  public synchronized long unanswered() {
    return unanswered;
  }

  @Override
  public synchronized void probe() {
    requireAvailable();
    if (mute) {
      throw new CiderException(ErrorCode.INDEX_UNAVAILABLE, "It does not answer.");
    }
  }

  /** Keeps the rows, so that a test may look at them afterwards. */
  @Override
  public void close() {}

  private void requireAvailable() {
    if (!available) {
      throw new CiderException(ErrorCode.INDEX_UNAVAILABLE, "The outage is simulated.");
    }
  }

  private Integer dimension() {
    return rows.values().stream().findAny().map(row -> row.vector().length).orElse(null);
  }

  private static Predicate<Row> predicate(String filter) {
    Matcher matcher = FILTER.matcher(filter);
    if (!matcher.matches()) {
      throw new CiderException(ErrorCode.FILTER_INVALID, "The filter is %s.".formatted(filter));
    }
    return row -> matcher.group(2).equals(row.metadata().get(matcher.group(1)));
  }
}
