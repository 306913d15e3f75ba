package io.ciderstream.streams.searcher;

import io.ciderstream.index.Consistency;
import io.ciderstream.index.DescriptorSearch;
import io.ciderstream.index.Match;
import io.ciderstream.index.Row;
import io.ciderstream.index.SearchRequest;
import io.ciderstream.index.SourcePosition;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.RecordPosition;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The index that is served at each call, for measurements. Safe for use by several threads. */
final class CurrentIndex implements DescriptorSearch {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final Servings servings;

  CurrentIndex(Servings servings) {
    this.servings = servings;
  }

  private DescriptorSearch current() {
    try {
      return servings.current(LIMIT).index();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public List<Match> search(SearchRequest request) {
    return current().search(request);
  }

  @Override
  public Consistency now() {
    return current().now();
  }

  @Override
  public Optional<Row> get(ImageId id, Consistency consistency) {
    return current().get(id, consistency);
  }

  @Override
  public Map<ImageId, SourcePosition> sources(Collection<ImageId> ids) {
    return current().sources(ids);
  }

  @Override
  public boolean passes(ImageId id, Optional<String> filter, Consistency consistency) {
    return current().passes(id, filter, consistency);
  }

  @Override
  public OptionalLong reached(RecordPosition position) {
    return current().reached(position);
  }

  @Override
  public long count() {
    return current().count();
  }

  /** Closes nothing: who opened the index closes it. */
  @Override
  public void close() {}
}
